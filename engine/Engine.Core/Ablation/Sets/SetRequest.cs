using System.Collections.Immutable;
using Engine.Ablation.Replacing;
using Engine.Data;
using Engine.Networks;

namespace Engine.Ablation.Sets;

/// <summary>Sets of neurons, each removed by itself from the intact network.</summary>
/// <param name="Data">The samples on which right answers are counted.</param>
/// <param name="Sets">Distinct hidden neurons of the network each; a set may be empty.</param>
/// <param name="Replaced">The values that take the place of removed outputs.</param>
/// <param name="Checks">So many pairs of a set and a sample are recomputed by a full forward pass in float64 and must agree.</param>
/// <param name="Seed">Chooses the pairs.</param>
public sealed record SetRequest(LabelledData Data, IReadOnlyList<NeuronId[]> Sets, Replacements Replaced, int Checks, ulong Seed)
{
    public const int DefaultChecks = 64;

    /// <returns>The sets layer by layer, in their order.</returns>
    /// <exception cref="UserErrorException">The data does not fit the network, or holds no sample.</exception>
    /// <exception cref="ArgumentException">The network has no hidden layer, or a set has a neuron that the network has not, or one
    /// twice.</exception>
    public ImmutableArray<RemovedNeurons> RequireFit(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        network.RequireFit(Data);
        if (Data.Samples == 0)
            throw new UserErrorException(
                "there is no sample on which to count the right answers without some neurons; choose a split that has some");
        if (network.HiddenLayers == 0)
            throw new ArgumentException("the network has no hidden layer from which neurons could be removed", nameof(network));
        return [.. Sets.Select(set => new RemovedNeurons(set, network.Shape.Hidden))];
    }

    /// <summary>The error of a sample whose loss is not a finite number: counts with it would mean nothing.</summary>
    public static UserErrorException NotFinite(int sample, double loss) => new(
        $"the loss of sample {sample} is {loss}. Look for NaN or infinity in its features, "
            + "and for weights so large that outputs leave float32's range.");
}
