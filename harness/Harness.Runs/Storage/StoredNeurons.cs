using Engine;
using Engine.Ablation;
using Harness.Runs.Tables;

namespace Harness.Runs.Storage;

/// <summary>
/// Which neurons of a run are inactive, by the first split and quantizer that were measured: whether an output is 0 depends on no
/// quantizer.
/// </summary>
/// <param name="Inactive">Neurons whose output is 0 on all samples.</param>
public sealed record StoredNeurons(IReadOnlySet<NeuronId> Inactive)
{
    /// <exception cref="UserErrorException">The file is missing or damaged.</exception>
    public static StoredNeurons Read(ResultFolder folder, string runId)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var table = folder.Read(NeuronsTable.Definition.Schema, runId).AtTheEnd();
        string?[] splits = table.Texts("split"), quantizers = table.Texts("quantizer");
        int[] layers = table.Int32s("layer"), neurons = table.Int32s("neuron");
        var inactive = table.Booleans("inactive");
        return new StoredNeurons(Enumerable.Range(0, table.Rows)
            .Where(row => inactive[row] && splits[row] == splits[0] && quantizers[row] == quantizers[0])
            .Select(row => new NeuronId(layers[row], neurons[row]))
            .ToHashSet());
    }

    public int CountIn(AblationScope scope) => Inactive.Count(neuron => scope.IsNetwork || neuron.Layer == scope.Layer);
}
