using Engine.Networks;
using Engine.Numerics;

namespace Kernels.Simd.Ablation.Lanes;

/// <summary>A panel of samples in a network into which neurons are put back one after another, where at most one hidden layer follows the first ablated one.</summary>
/// <remarks>Of that layer all pre-activations are kept up to date, so that a neuron of its own that is put back finds its output there.</remarks>
internal sealed unsafe class LaneState<TLanes, TVector> : IDisposable
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    private readonly NetworkShape _shape;
    private readonly int _first;

    /// <summary>Units of the hidden layer that follows; 0 where the logits do.</summary>
    private readonly int _units;

    private readonly bool _isFused;
    private readonly AlignedBuffer _memory;
    private readonly float* _sums;
    private readonly float* _outputs;
    private readonly float* _logits;
    private readonly float* _labels;
    private OrderPlan _plan = null!;
    private Transition _incoming = null!;
    private Transition _outgoing = null!;
    private float* _panel;
    private BlockSamples _samples = null!;
    private int _firstSample;
    private int _arrived;
    private int _present;

    /// <param name="first">The first layer that is ablated.</param>
    public LaneState(NetworkShape shape, int first)
    {
        (_shape, _first) = (shape, first);
        _units = first < shape.Layers - 1 ? shape.Width(first + 1) : 0;
        _isFused = shape.Activation == Activation.Relu && shape.Classes >= LogitKernel<TLanes, TVector>.TileClasses;
        _memory = new AlignedBuffer(((2L * _units) + shape.Classes + LaneScore<TLanes, TVector>.Rows + 1) * Width);
        _sums = _memory.Pointer;
        _outputs = _sums + ((long)_units * Width);
        _logits = _outputs + ((long)_units * Width);
        _labels = _logits + ((long)shape.Classes * Width);
        Results = _labels + Width;
    }

    /// <summary>Whether a network of this shape, ablated from layer <paramref name="first"/> on, can be held.</summary>
    public static bool Holds(NetworkShape shape, int first) => shape.Layers - first <= 2;

    /// <summary>Samples of a panel.</summary>
    public static int Width => LaneArrival<TLanes, TVector>.Width;

    /// <summary>The scores as the network is now, see <see cref="LaneScore{TLanes,TVector}"/>.</summary>
    public float* Results { get; }

    /// <summary>The network without any neuron that the plan puts back.</summary>
    /// <param name="firstSample">Of the panel, in the block.</param>
    public void Begin(OrderPlan plan, BlockSamples samples, int firstSample)
    {
        (_plan, _samples, _firstSample, _arrived) = (plan, samples, firstSample, 0);
        (_incoming, _outgoing) = (plan.After(_first), plan.After(_shape.Layers - 1));
        _panel = samples.Panel(firstSample);
        for (var lane = 0; lane < Width; lane++)
            _labels[lane] = firstSample + lane < samples.Count ? samples.Labels[firstSample + lane] : -1;
        _present = _units > 0 ? plan.InitiallyPresent[1] : 0;
        if (_units > 0)
        {
            for (var unit = 0; unit < _units; unit++)
                new Span<float>(_sums + ((long)unit * Width), Width).Fill(_incoming.Bias[unit]);
            LaneArrival<TLanes, TVector>.Activate(_shape.Activation, _present, _sums, _outputs);
        }
        Multiply(0);
        Score();
    }

    /// <summary>Puts the next neuron of <paramref name="layer"/> back and follows what it changes.</summary>
    public void Arrive(int layer)
    {
        if (layer == _first ? ArriveFirst() : ArriveNext())
            Score();
    }

    /// <summary>What one lane's logits say; its loss is the one in <see cref="Results"/>.</summary>
    public SampleScore ScoreOf(int lane)
    {
        float top = _logits[lane], second = float.NegativeInfinity;
        var predicted = 0;
        for (var c = 1; c < _shape.Classes; c++)
        {
            var value = _logits[(c * Width) + lane];
            second = Math.Max(second, Math.Min(value, top));
            (predicted, top) = value > top ? (c, value) : (predicted, top);
        }
        return new SampleScore(Results[lane], top - second, (byte)predicted, predicted == _samples.Labels[_firstSample + lane]);
    }

    public void Dispose() => _memory.Dispose();

    /// <returns>Whether any logit may have changed.</returns>
    private bool ArriveFirst()
    {
        var position = _arrived++;
        var outputs = _panel + ((long)_plan.Positions[0][position] * Width);
        if (LaneArrival<TLanes, TVector>.IsSilent(outputs))
            return false;
        var weights = _incoming.Row(_plan.RowOf(_first, position));
        if (_units == 0)
        {
            LaneArrival<TLanes, TVector>.Add(outputs, weights, _incoming.PanelLength, _shape.Classes, _logits);
            return true;
        }
        if (_isFused && _present == _units)
        {
            FusedArrival<TLanes, TVector>.Run(outputs, weights, _incoming.PanelLength, _units, _sums, _outputs, _outgoing.Weights, _outgoing.Bias, _logits);
            Multiply(LogitKernel<TLanes, TVector>.TileClasses);
            return true;
        }
        LaneArrival<TLanes, TVector>.Add(outputs, weights, _incoming.PanelLength, _units, _sums);
        if (!LaneArrival<TLanes, TVector>.Activate(_shape.Activation, _present, _sums, _outputs))
            return false;
        Multiply(0);
        return true;
    }

    /// <returns>Whether any logit changed.</returns>
    private bool ArriveNext()
    {
        var position = _present++;
        var outputs = _outputs + ((long)position * Width);
        new ReadOnlySpan<float>(_sums + ((long)position * Width), Width).CopyTo(new Span<float>(outputs, Width));
        ActivationKernel<TLanes, TVector>.Apply(_shape.Activation, outputs, Width);
        if (LaneArrival<TLanes, TVector>.IsSilent(outputs))
            return false;
        LaneArrival<TLanes, TVector>.Add(outputs, _outgoing.Row(position), _outgoing.PanelLength, _shape.Classes, _logits);
        return true;
    }

    private void Multiply(int firstClass) => LogitKernel<TLanes, TVector>.Run(
        _outputs, _outgoing.Weights, _outgoing.PanelLength, _present, _outgoing.Bias, firstClass, _shape.Classes, _logits);

    private void Score() => LaneScore<TLanes, TVector>.Run(_logits, _shape.Classes, _labels, Results);
}
