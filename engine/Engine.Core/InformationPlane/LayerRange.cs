using Engine.Measures;
using Engine.Networks;
using Engine.Numerics;

namespace Engine.InformationPlane;

/// <summary>The range that the bins of a hidden layer divide: the activation's own where it is bounded, else that of the layer's outputs on
/// the samples.</summary>
public sealed class LayerRange
{
    private readonly RowMatrix _outputs;
    private readonly BinRange _whole;
    private readonly bool _isBounded;
    private readonly double _variance;
    private readonly CancellationToken _cancellation;
    private float[]? _sorted;

    /// <param name="outputs"><c>[samples, neurons]</c>, finite.</param>
    /// <param name="cancellation">Stops this and all that is asked of the range.</param>
    public LayerRange(Activation activation, RowMatrix outputs, CancellationToken cancellation = default)
    {
        (_outputs, _cancellation) = (outputs, cancellation);
        if (ActivationFunction.Of(activation).Bounds is { } bounds)
            (_isBounded, _whole) = (true, bounds);
        else
            (_whole, _variance) = Observe();
    }

    private long Count => (long)_outputs.Rows * _outputs.Columns;

    /// <summary>All outputs, ascending; sorted only where they are asked for.</summary>
    private float[] Sorted => _sorted ??= Sort();

    public BinRange For(PlaneEstimator estimator) => estimator.IsRobust && !_isBounded ? Outliers.Middle(Sorted) : _whole;

    /// <summary>The neurons (from 0) whose outputs stretch the bins so much that nearly all others fit one.</summary>
    public IReadOnlyList<int> Stretching(PlaneEstimator estimator)
    {
        var range = For(estimator);
        if (_isBounded
            || Count > Array.MaxLength
            || !(estimator.IsRobust || Outliers.MayStretch(range, estimator.Bins, Count, _variance))
            || !Outliers.Stretch(range, estimator.Bins, Sorted))
            return [];
        // At one end at least the range goes on for a quarter of a bin and more: of two bins half of one, at both.
        var (middle, margin) = (Outliers.Trimmed(Sorted), range.Width / estimator.Bins / 4);
        var (low, high) = (middle.Low - margin, middle.High + margin);
        return [.. Enumerable.Range(0, _outputs.Columns).Where(neuron =>
            Enumerable.Range(0, _outputs.Rows).Any(row => _outputs[row][neuron] < low || _outputs[row][neuron] > high))];
    }

    private (BinRange Range, double Variance) Observe()
    {
        var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
        var (first, sum, squares) = ((double)_outputs[0][0], 0.0, 0.0);
        for (var row = 0; row < _outputs.Rows; row++)
        {
            _cancellation.ThrowIfCancellationRequested();
            foreach (var value in _outputs[row])
            {
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
                var shifted = value - first;
                sum += shifted;
                squares += shifted * shifted;
            }
        }
        var mean = sum / Count;
        return (new BinRange(low, high), Math.Max(0, (squares / Count) - (mean * mean)));
    }

    private float[] Sort()
    {
        if (Count > Array.MaxLength)
            throw new UserErrorException($"robust bins sort the {Count} outputs of a layer, and {Array.MaxLength} at most can be sorted; "
                + "choose fewer information_plane.samples, or binning without robust-");
        var sorted = new float[Count];
        for (var row = 0; row < _outputs.Rows; row++)
            _outputs[row].CopyTo(sorted.AsSpan(row * _outputs.Columns));
        _cancellation.ThrowIfCancellationRequested();
        Array.Sort(sorted);
        _cancellation.ThrowIfCancellationRequested();
        return sorted;
    }
}
