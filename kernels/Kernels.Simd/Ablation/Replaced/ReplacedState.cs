using System.Runtime.Intrinsics;
using Engine.Ablation;
using Engine.Inference;
using Engine.Numerics;

namespace Kernels.Simd.Ablation.Replaced;

/// <summary>A block of samples in a network into which neurons come back one after another, each in place of what stood for it.</summary>
/// <remarks>Within one layer the next layer's pre-activations follow each change, see <see cref="TrackedSums"/>. Beyond it, and where
/// several layers are ablated, those of the changed samples are products of the whole layer, because a neuron that is not there still gives
/// its replacement. All layers lie in the order of their numbers.</remarks>
internal sealed unsafe class ReplacedState : IBlockState
{
    private readonly PackedNetwork _network;
    private readonly AblationRequest _request;
    private readonly VectorWidth _width;
    private readonly ForwardPass _pass;
    private readonly ReplacedLayer?[] _layers;
    private readonly TrackedSums? _tracked;
    private readonly AlignedBuffer _scratch;
    private readonly byte[] _labels;
    private readonly int[] _rows;
    private readonly SampleScore[] _start;
    private readonly SampleScore[] _scores;
    private int _count;
    private int _changed;

    public ReplacedState(PackedNetwork network, AblationRequest request, int capacity, VectorWidth width)
    {
        (_network, _request, _width) = (network, request, width);
        var shape = network.Shape;
        _pass = new ForwardPass(network, capacity, width);
        _layers =
        [
            .. Enumerable.Range(0, shape.Layers + 1)
                .Select(layer => layer >= First ? new ReplacedLayer(capacity, shape.Width(layer)) : null),
        ];
        // Where another ablated layer stands before, its changes make the sums anew in any case.
        _tracked = !request.Scope.IsNetwork || shape.Hidden.Length == 1 ? new TrackedSums(network, First, capacity) : null;
        _scratch = new AlignedBuffer(ScoreKernel<Lanes512, Vector512<float>>.Scratch(shape.Classes));
        _labels = new byte[capacity];
        _rows = new int[capacity];
        (_start, _scores) = (new SampleScore[capacity], new SampleScore[capacity]);
    }

    public bool Changed => _changed > 0;

    private int First => _request.Scope.FirstLayer;

    private int Logits => _network.Layers;

    /// <summary>Reads a block, and the network without any neuron of the scope: the beginning of every order.</summary>
    public void Load(int first, int count)
    {
        _count = count;
        _pass.Run(_request.Data.Features, first, count);
        _request.Data.Labels.AsSpan(first, count).CopyTo(_labels);
        Everyone();
        for (var layer = First; layer < Logits; layer++)
        {
            var here = _layers[layer]!;
            here.SetAll(!IsAblated(layer));
            for (var sample = 0; sample < count; sample++)
            {
                _request.Replaced.Read(layer, first + sample, here.Others[sample]);
                if (layer == First)
                    _pass.Output(layer)[sample].CopyTo(here.Active[sample]);
                else
                    Activate(layer, sample);
                here.Blend(sample);
            }
            Multiply(layer + 1);
        }
        _tracked?.Load(_layers[First]!.Outputs, count);
        Score();
        _scores.AsSpan(0, count).CopyTo(_start);
        for (var layer = First; layer <= Logits; layer++)
            _layers[layer]!.KeepStart(count);
    }

    public void Begin(OrderPlan plan, bool isChecked)
    {
        for (var layer = First; layer <= Logits; layer++)
        {
            _layers[layer]!.Begin(_count);
            _layers[layer]!.SetAll(!IsAblated(layer));
        }
        for (var layer = First + 1; layer < Logits; layer++)
        {
            for (var sample = 0; sample < _count; sample++)
                Activate(layer, sample);
        }
        _tracked?.Begin(_count);
        _start.AsSpan(0, _count).CopyTo(_scores);
        _changed = _count;
    }

    public void Arrive(NeuronId id)
    {
        Return(id);
        for (var layer = id.Layer + 1; layer < Logits && _changed > 0; layer++)
        {
            var kept = 0;
            for (var i = 0; i < _changed; i++)
            {
                var row = _rows[i];
                Activate(layer, row);
                _rows[kept] = row;
                kept += _layers[layer]!.Blend(row) ? 1 : 0;
            }
            _changed = kept;
            Multiply(layer + 1);
        }
        Score();
    }

    public StepRecord Sum() => StepRecord.Of(_scores.AsSpan(0, _count));

    public float LossOf(int sample) => _scores[sample].Loss;

    public SampleScore[] Scores() => _scores[.._count];

    public void Dispose()
    {
        _pass.Dispose();
        foreach (var layer in _layers)
            layer?.Dispose();
        _tracked?.Dispose();
        _scratch.Dispose();
    }

    private bool IsAblated(int layer) => layer < Logits && (_request.Scope.IsNetwork || layer == _request.Scope.Layer);

    private void Everyone()
    {
        for (var sample = 0; sample < _count; sample++)
            _rows[sample] = sample;
        _changed = _count;
    }

    /// <summary>Puts the neuron's own output in place of its replacement and computes the next layer's sums.</summary>
    private void Return(NeuronId id)
    {
        var here = _layers[id.Layer]!;
        here.SetPresent(id.Neuron);
        _changed = 0;
        for (var sample = 0; sample < _count; sample++)
        {
            float output = here.Active.Row(sample)[id.Neuron], before = here.Outputs.Row(sample)[id.Neuron];
            if (output == before)
                continue;
            here.Outputs.Row(sample)[id.Neuron] = output;
            _rows[_changed++] = sample;
            _tracked?.Change(id.Neuron, sample, here.Outputs.Row(sample), before, _layers[id.Layer + 1]!.Sums.Row(sample));
        }
        if (_tracked is null)
            Multiply(id.Layer + 1);
    }

    private void Activate(int layer, int row)
    {
        var here = _layers[layer]!;
        here.Sums[row].CopyTo(here.Active[row]);
        Activations.Apply(_width, _network.Shape.ActivationOf(layer), here.Active.Row(row), here.Width);
    }

    /// <summary>Pre-activations of a layer for the changed samples.</summary>
    private void Multiply(int layer)
    {
        RowMatrix inputs = _layers[layer - 1]!.Outputs, sums = _layers[layer]!.Sums;
        fixed (int* rows = _rows)
        {
            var product = ProductArguments.Rows(inputs, inputs.Columns, _network.Weights(layer - 1), sums, _network.Bias(layer - 1)) with
            {
                AIndex = rows,
                CIndex = rows,
            };
            MatrixProduct.Run(_width, product, 0, _changed, 0, Panels.Count(sums.Columns));
        }
    }

    private void Score()
    {
        var logits = _layers[Logits]!.Sums;
        fixed (int* rows = _rows)
        fixed (byte* labels = _labels)
        fixed (SampleScore* scores = _scores)
            Scoring.Run(_width, logits.Pointer, logits.Stride, rows, _changed, logits.Columns, labels, scores, _scratch.Pointer);
    }
}
