using Engine.Ablation;
using Engine.Data;
using ILGPU;
using Kernels.Ilgpu.Devices;
using Kernels.Ilgpu.Networks;

namespace Kernels.Ilgpu.Ablation.Replaced;

/// <summary>Evaluates orders where removed outputs are replaced by others than 0: at every step the layers from the first ablated one on,
/// for every sample.</summary>
/// <remarks>Whoever is removed still gives its replacement, so that few outputs are 0 and few samples stay as they were: whole products,
/// the same at each step.
/// Steps need nothing of each other, and no rounding error passes from one to the next.</remarks>
internal sealed class ReplacedRunner : IBatchRunner
{
    private readonly Machine _machine;
    private readonly MaskedLayers _layers;
    private readonly ScoreRunner _score;

    public ReplacedRunner(
        Machine machine, DeviceMemory memory, DeviceNetwork network, AblationRequest request, AblationOrder[] orders, int stride,
        ArrayView<int> notFinite)
    {
        _machine = machine;
        Scores = new BatchScores(memory, orders.Length, orders[0].Removed.Length + 1, stride);
        var first = request.Scope.FirstLayer;
        var ranks = Enumerable.Range(first, network.Shape.Layers - first).Select(layer => Ranks(orders, layer, network.Shape.Width(layer)));
        _layers = new MaskedLayers(machine, memory, network, request.Replaced, first, [.. ranks], orders.Length, stride);
        _score = new ScoreRunner(machine, Scores, network.Shape.Classes, _layers.Logits, true, notFinite);
    }

    public BatchScores Scores { get; }

    public ArrayView<float> Intact => _layers.Intact;

    public void Run(LabelledData data, int first, int count, Action<int> atStep, CancellationToken cancellation)
    {
        _machine.Upload<byte>(data.Labels.AsSpan(first, count), Scores.Labels);
        _layers.Load(first, count);
        for (var step = Scores.Steps - 1; step >= 0; step--)
        {
            cancellation.ThrowIfCancellationRequested();
            _layers.Run(step, count);
            _score.Score(step, first, count, SampleLists.Every(count));
            atStep(step);
        }
    }

    /// <returns><c>[orders, width]</c>: how many neurons each order removes before; beyond all steps for those that it does not
    /// remove.</returns>
    private static int[] Ranks(AblationOrder[] orders, int layer, int width)
    {
        var ranks = new int[orders.Length * width];
        Array.Fill(ranks, int.MaxValue);
        for (var order = 0; order < orders.Length; order++)
        {
            for (var rank = 0; rank < orders[order].Removed.Length; rank++)
            {
                if (orders[order].Removed[rank].Layer == layer)
                    ranks[(order * width) + orders[order].Removed[rank].Neuron] = rank;
            }
        }
        return ranks;
    }
}
