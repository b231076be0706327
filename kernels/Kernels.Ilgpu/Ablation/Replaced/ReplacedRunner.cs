using Engine.Ablation;
using Engine.Data;
using Engine.Networks;
using ILGPU;
using Kernels.Ilgpu.Devices;
using Kernels.Ilgpu.Networks;
using Kernels.Ilgpu.Products;

namespace Kernels.Ilgpu.Ablation.Replaced;

/// <summary>Evaluates orders where removed outputs are replaced by others than 0: at every step the layers from the first ablated one on, for every sample.</summary>
/// <remarks>Whoever is removed still gives its replacement, so that few outputs are 0 and few samples stay as they were: whole products, the same at each step.
/// Steps need nothing of each other, and no rounding error passes from one to the next.</remarks>
internal sealed class ReplacedRunner : IBatchRunner
{
    private readonly Machine _machine;
    private readonly DeviceNetwork _network;
    private readonly AblationRequest _request;
    private readonly ScoreRunner _score;
    private readonly ArrayView<int>[] _ranks;
    private readonly ArrayView<float>[] _others;
    private readonly ArrayView<float>[] _values;
    private readonly ArrayView<float>[] _sums;
    private readonly ArrayView<Move>[] _moves;

    public ReplacedRunner(Machine machine, DeviceMemory memory, DeviceNetwork network, AblationRequest request, AblationOrder[] orders, int stride, ArrayView<int> notFinite)
    {
        (_machine, _network, _request) = (machine, network, request);
        Scores = new BatchScores(memory, orders.Length, orders[0].Removed.Length + 1, stride);
        Intact = memory.Allocate<float>((long)Shape.Width(First) * stride);
        var cells = (long)orders.Length * stride;
        _ranks = [.. Hidden.Select(layer => memory.Upload(Ranks(orders, layer)))];
        _others = [.. Hidden.Select(layer => memory.Allocate<float>((long)Shape.Width(layer) * stride))];
        _values = [.. Hidden.Select(layer => memory.Allocate<float>(cells * Shape.Width(layer)))];
        _sums = [.. Hidden.Select(layer => memory.Allocate<float>(cells * Shape.Width(layer + 1)))];
        _moves = [.. Hidden.Select(layer => memory.Upload<Move>([.. orders.Select(_ => new Move { To = Shape.Width(layer), Columns = Shape.Width(layer + 1) })]))];
        _score = new ScoreRunner(machine, Scores, Shape.Classes, _sums[^1], true, notFinite);
    }

    public BatchScores Scores { get; }

    public ArrayView<float> Intact { get; }

    private NetworkShape Shape => _network.Shape;

    private int First => _request.Scope.FirstLayer;

    /// <summary>The hidden layers from the first ablated one on.</summary>
    private IEnumerable<int> Hidden => Enumerable.Range(First, Shape.Layers - First);

    public void Run(LabelledData data, int first, int count, Action<int> atStep, CancellationToken cancellation)
    {
        _machine.Upload<byte>(data.Labels.AsSpan(first, count), Scores.Labels);
        foreach (var layer in Hidden)
            LoadOthers(layer, first, count);
        for (var step = Scores.Steps - 1; step >= 0; step--)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var layer in Hidden)
            {
                Blend(layer, step, count);
                Advance(layer, count);
            }
            _score.Score(step, first, count, SampleLists.Every(count));
            atStep(step);
        }
    }

    /// <returns><c>[orders, width]</c>: how many neurons each order removes before; beyond all steps for those that it does not remove.</returns>
    private int[] Ranks(AblationOrder[] orders, int layer)
    {
        var width = Shape.Width(layer);
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

    private void LoadOthers(int layer, int first, int count)
    {
        var width = Shape.Width(layer);
        var row = new float[width];
        var columns = new float[(long)width * Scores.Stride];
        for (var sample = 0; sample < count; sample++)
        {
            _request.Replaced.Read(layer, first + sample, row);
            for (var neuron = 0; neuron < width; neuron++)
                columns[((long)neuron * Scores.Stride) + sample] = row[neuron];
        }
        _machine.Upload<float>(columns, _others[layer - First]);
    }

    private void Blend(int layer, int step, int count)
    {
        var isFirst = layer == First;
        var width = Shape.Width(layer);
        _machine.Kernels.Blend(
            new BlendArguments
            {
                Own = isFirst ? Intact : _sums[layer - First - 1],
                Others = _others[layer - First],
                Ranks = _ranks[layer - First],
                Values = _values[layer - First],
                OwnPerOrder = isFirst ? 0 : (long)width * Scores.Stride,
                Step = step,
                Width = width,
                Samples = count,
                Stride = Scores.Stride,
                Activates = isFirst ? 0 : 1,
                Activation = _network.Network.Activation,
            },
            Scores.Orders);
    }

    /// <summary>The pre-activations of the next layer.</summary>
    private void Advance(int layer, int count)
    {
        var (inputs, outputs) = (Shape.Width(layer), Shape.Width(layer + 1));
        var sums = _sums[layer - First];
        _machine.Kernels.Affine(
            new AffineArguments
            {
                Inputs = _values[layer - First],
                Weights = _network.Weights(layer + 1),
                Bias = _network.Bias(layer + 1),
                Sums = sums,
                Outputs = sums,
                Moves = _moves[layer - First],
                Samples = SampleLists.Every(count),
                InputsPerOrder = (long)inputs * Scores.Stride,
                InputStride = Scores.Stride,
                OutputStride = Scores.Stride,
                Width = outputs,
                InputsBySample = 1,
                SumsBySample = 1,
                StoresSums = 1,
                Activation = _network.Network.Activation,
            },
            count,
            outputs,
            Scores.Orders);
    }
}
