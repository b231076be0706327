using Engine.Ablation;
using Engine.Ablation.Replacing;
using Engine.Networks;
using ILGPU;
using Kernels.Ilgpu.Devices;
using Kernels.Ilgpu.Networks;
using Kernels.Ilgpu.Products;

namespace Kernels.Ilgpu.Ablation.Replaced;

/// <summary>The layers behind a first one for a batch of samples, once for each of several masks that say whose outputs are
/// replaced.</summary>
/// <remarks>Whole products, the same for every mask: no sum holds anything of a removed neuron, so that nothing is ever subtracted and
/// nothing cancels.</remarks>
internal sealed class MaskedLayers
{
    private readonly Machine _machine;
    private readonly DeviceNetwork _network;
    private readonly Replacements _replaced;
    private readonly int _first;
    private readonly int _stride;
    private readonly ArrayView<int>[] _ranks;
    private readonly ArrayView<float>[] _others;
    private readonly ArrayView<float>[] _values;
    private readonly ArrayView<float>[] _sums;
    private readonly ArrayView<Move>[] _moves;

    /// <param name="first">The first layer whose outputs are replaced (1-based).</param>
    /// <param name="ranks">By hidden layer - <paramref name="first"/>, <c>[masks, width]</c>: the step from which on an output is kept; see
    /// <see cref="Run"/>.</param>
    /// <param name="stride">Samples that the buffers hold.</param>
    public MaskedLayers(
        Machine machine, DeviceMemory memory, DeviceNetwork network, Replacements replaced, int first, int[][] ranks, int masks, int stride)
    {
        (_machine, _network, _replaced, _first, _stride, Masks) = (machine, network, replaced, first, stride, masks);
        Intact = memory.Allocate<float>((long)Shape.Width(first) * stride);
        var cells = (long)masks * stride;
        _ranks = [.. ranks.Select(memory.Upload)];
        _others = [.. Hidden.Select(layer => memory.Zeros<float>((long)Shape.Width(layer) * stride))];
        _values = [.. Hidden.Select(layer => memory.Allocate<float>(cells * Shape.Width(layer)))];
        _sums = [.. Hidden.Select(layer => memory.Allocate<float>(cells * Shape.Width(layer + 1)))];
        _moves =
        [
            .. Hidden.Select(layer => memory.Upload<Move>(
                [.. Enumerable.Repeat(new Move { To = Shape.Width(layer), Columns = Shape.Width(layer + 1) }, masks)])),
        ];
    }

    public int Masks { get; }

    /// <summary>Intact outputs of the first layer, <c>[width, stride]</c>: to be written before <see cref="Run"/>.</summary>
    public ArrayView<float> Intact { get; }

    /// <summary><c>[masks][classes, stride]</c>.</summary>
    public ArrayView<float> Logits => _sums[^1];

    private NetworkShape Shape => _network.Shape;

    /// <summary>The hidden layers from the first one on.</summary>
    private IEnumerable<int> Hidden => Enumerable.Range(_first, Shape.Layers - _first);

    /// <summary>Brings the replacements of some samples to the device; where they are 0 they lie there already.</summary>
    public void Load(int firstSample, int count)
    {
        if (_replaced.Kind == Replacement.Zero)
            return;
        foreach (var layer in Hidden)
            LoadOthers(layer, firstSample, count);
    }

    /// <summary>Computes the logits. Under each mask an output is kept where its rank is at least <paramref name="step"/>, else
    /// replaced.</summary>
    public void Run(int step, int count)
    {
        foreach (var layer in Hidden)
        {
            Blend(layer, step, count);
            Advance(layer, count);
        }
    }

    private void LoadOthers(int layer, int firstSample, int count)
    {
        var width = Shape.Width(layer);
        var row = new float[width];
        var columns = new float[(long)width * _stride];
        for (var sample = 0; sample < count; sample++)
        {
            _replaced.Read(layer, firstSample + sample, row);
            for (var neuron = 0; neuron < width; neuron++)
                columns[((long)neuron * _stride) + sample] = row[neuron];
        }
        _machine.Upload<float>(columns, _others[layer - _first]);
    }

    private void Blend(int layer, int step, int count)
    {
        var isFirst = layer == _first;
        var width = Shape.Width(layer);
        _machine.Kernels.Blend(
            new BlendArguments
            {
                Own = isFirst ? Intact : _sums[layer - _first - 1],
                Others = _others[layer - _first],
                Ranks = _ranks[layer - _first],
                Values = _values[layer - _first],
                OwnPerOrder = isFirst ? 0 : (long)width * _stride,
                Step = step,
                Width = width,
                Samples = count,
                Stride = _stride,
                Activates = isFirst ? 0 : 1,
                Activation = Shape.ActivationOf(layer),
            },
            Masks);
    }

    /// <summary>The pre-activations of the next layer.</summary>
    private void Advance(int layer, int count)
    {
        var (inputs, outputs) = (Shape.Width(layer), Shape.Width(layer + 1));
        var sums = _sums[layer - _first];
        _machine.Kernels.Affine(
            new AffineArguments
            {
                Inputs = _values[layer - _first],
                Weights = _network.Weights(layer + 1),
                Bias = _network.Bias(layer + 1),
                Sums = sums,
                Outputs = sums,
                Moves = _moves[layer - _first],
                Samples = SampleLists.Every(count),
                InputsPerOrder = (long)inputs * _stride,
                InputStride = _stride,
                OutputStride = _stride,
                Width = outputs,
                InputsBySample = 1,
                SumsBySample = 1,
                StoresSums = 1,
            },
            count,
            outputs,
            Masks);
    }
}
