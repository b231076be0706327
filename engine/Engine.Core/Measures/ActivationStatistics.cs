using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Engine.Measures;

/// <summary>Statistics of one neuron's outputs, without a quantizer; in the units of the output.</summary>
/// <param name="Count">Samples.</param>
/// <param name="Variance">The population's: sums of squares over the count.</param>
/// <param name="FractionActive">The share of samples above the one-bit edge.</param>
/// <param name="MaxAbs">max |t|.</param>
/// <param name="ClassMeans"><c>[classes]</c>: the mean output within each class; NaN for a class without samples.</param>
/// <param name="ClassCounts"><c>[classes]</c>: samples of each class.</param>
public sealed record ActivationStatistics(
    int Count,
    double Mean,
    double Variance,
    double FractionActive,
    float Min,
    float Max,
    float MaxAbs,
    double[] ClassMeans,
    int[] ClassCounts)
{
    /// <summary>
    /// Whether the output is 0 on all samples. (A neuron of no information need not be: an always-on one has I = 0 and matters.)
    /// </summary>
    public bool Inactive => MaxAbs == 0;
}

/// <summary>
/// Sums for the <see cref="ActivationStatistics"/> of a layer, fed with <c>[samples, neurons]</c> chunks. Each neuron's samples are added
/// one after another in float64, so that the result does not depend on how the samples were cut into chunks, nor on the machine's vector
/// width.
/// </summary>
/// <remarks>
/// Squares are taken of the distance from the neuron's first output: a constant neuron's variance is exactly 0, and a large mean costs
/// no digits (Chan, Golub and LeVeque 1983, "shifted data").
/// </remarks>
public sealed class ActivationAccumulator
{
    /// <summary>Samples whose rows are looked at together, so that they stay near the core.</summary>
    private const int Together = 32;

    private readonly int _neurons;
    private readonly float _activeEdge;
    private readonly int[] _classCounts;
    private readonly float[] _first;
    private readonly double[] _classSums;
    private readonly double[] _shifted;
    private readonly double[] _shiftedSquares;
    private readonly int[] _active;
    private readonly float[] _min;
    private readonly float[] _max;

    /// <param name="activeEdge">An output above it is active: the one-bit rule's edge.</param>
    public ActivationAccumulator(int neurons, int classes, float activeEdge)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(neurons);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        (_neurons, _activeEdge, _classCounts) = (neurons, activeEdge, new int[classes]);
        _first = new float[neurons];
        _classSums = new double[classes * neurons];
        _shifted = new double[neurons];
        _shiftedSquares = new double[neurons];
        _active = new int[neurons];
        _min = [.. Enumerable.Repeat(float.PositiveInfinity, neurons)];
        _max = [.. Enumerable.Repeat(float.NegativeInfinity, neurons)];
    }

    private string Shape => $"an accumulator of {_neurons} neurons, {_classCounts.Length} classes and edge {_activeEdge}";

    /// <summary>Samples added so far.</summary>
    public int Samples { get; private set; }

    /// <param name="activations"><c>[samples, neurons]</c>, row-major; the next samples in order.</param>
    /// <param name="labels"><c>[samples]</c>.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a label is not below the number of classes; nothing was
    /// added.</exception>
    public void Add(ReadOnlySpan<float> activations, ReadOnlySpan<byte> labels)
    {
        if (activations.Length != (long)labels.Length * _neurons)
            throw new ArgumentException(
                $"{labels.Length} samples of {_neurons} neurons are not {activations.Length} activations", nameof(activations));
        foreach (var label in labels)
        {
            if (label >= _classCounts.Length)
                throw new ArgumentException($"a label is {label}: there are {_classCounts.Length} classes", nameof(labels));
        }

        if (Samples == 0 && labels.Length > 0)
            activations[.._neurons].CopyTo(_first);
        for (var sample = 0; sample < labels.Length; sample += Together)
        {
            var count = Math.Min(Together, labels.Length - sample);
            AddBlock(activations.Slice(sample * _neurons, count * _neurons), labels.Slice(sample, count));
        }
        Samples += labels.Length;
    }

    /// <summary>
    /// Adds the sums of another accumulator, which has seen later samples. The last digits depend on where the samples were cut between the
    /// two, so that whoever merges must cut at fixed places and merge in a fixed order.
    /// </summary>
    /// <exception cref="ArgumentException">The two differ in neurons, classes or edge.</exception>
    public void Append(ActivationAccumulator later)
    {
        ArgumentNullException.ThrowIfNull(later);
        if (later._neurons != _neurons || later._classCounts.Length != _classCounts.Length || later._activeEdge != _activeEdge)
            throw new ArgumentException($"{later.Shape} is not {Shape}", nameof(later));
        if (Samples == 0)
            later._first.CopyTo(_first.AsSpan());
        for (var neuron = 0; neuron < _neurons; neuron++)
            AppendNeuron(later, neuron);
        for (var i = 0; i < _classSums.Length; i++)
            _classSums[i] += later._classSums[i];
        for (var label = 0; label < _classCounts.Length; label++)
            _classCounts[label] += later._classCounts[label];
        Samples += later.Samples;
    }

    /// <summary><c>[neurons]</c>.</summary>
    /// <exception cref="InvalidOperationException">No sample was added, or an activation was NaN or infinite.</exception>
    public ActivationStatistics[] Results()
    {
        if (Samples == 0)
            throw new InvalidOperationException("no sample was added: there is nothing to average");
        return [.. Enumerable.Range(0, _neurons).Select(Result)];
    }

    /// <summary>A few samples: the sums of some neurons stay in registers over all of them, in the samples' order.</summary>
    private void AddBlock(ReadOnlySpan<float> rows, ReadOnlySpan<byte> labels)
    {
        foreach (var label in labels)
            _classCounts[label]++;
        var whole = _neurons - (_neurons % Vector<float>.Count);
        for (var neuron = 0; neuron < whole; neuron += Vector<float>.Count)
            AddVectors(rows, labels, neuron);
        for (var sample = 0; sample < labels.Length && whole < _neurons; sample++)
        {
            var sums = _classSums.AsSpan(labels[sample] * _neurons, _neurons);
            for (var neuron = whole; neuron < _neurons; neuron++)
                AddScalar(rows[(sample * _neurons) + neuron], sums, neuron);
        }
    }

    private void AddVectors(ReadOnlySpan<float> rows, ReadOnlySpan<byte> labels, int neuron)
    {
        var next = neuron + Vector<double>.Count;
        Vector.Widen(Load<float>(_first, neuron), out var firstLow, out var firstHigh);
        Vector<double> shiftedLow = Load<double>(_shifted, neuron), shiftedHigh = Load<double>(_shifted, next);
        Vector<double> squaresLow = Load<double>(_shiftedSquares, neuron), squaresHigh = Load<double>(_shiftedSquares, next);
        Vector<float> min = Load<float>(_min, neuron), max = Load<float>(_max, neuron), edge = new(_activeEdge);
        var active = Load<int>(_active, neuron);
        // The lengths were checked: each vector lies within its row.
        ref var row = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), neuron);
        ref var classes = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_classSums), neuron);
        foreach (var label in labels)
        {
            var output = Vector.LoadUnsafe(ref row);
            row = ref Unsafe.Add(ref row, _neurons);
            ref var sum = ref Unsafe.Add(ref classes, (nint)label * _neurons);
            Vector.Widen(output, out var low, out var high);
            (Vector.LoadUnsafe(ref sum) + low).StoreUnsafe(ref sum);
            (Vector.LoadUnsafe(ref sum, (nuint)Vector<double>.Count) + high).StoreUnsafe(ref sum, (nuint)Vector<double>.Count);
            low -= firstLow;
            high -= firstHigh;
            shiftedLow += low;
            shiftedHigh += high;
            squaresLow += low * low;
            squaresHigh += high * high;
            // A comparison's true is -1 in every lane.
            active -= Vector.GreaterThan(output, edge);
            min = Vector.Min(min, output);
            max = Vector.Max(max, output);
        }
        shiftedLow.CopyTo(_shifted, neuron);
        shiftedHigh.CopyTo(_shifted, next);
        squaresLow.CopyTo(_shiftedSquares, neuron);
        squaresHigh.CopyTo(_shiftedSquares, next);
        active.CopyTo(_active, neuron);
        min.CopyTo(_min, neuron);
        max.CopyTo(_max, neuron);
    }

    private void AddScalar(float output, Span<double> sums, int neuron)
    {
        sums[neuron] += output;
        var shifted = (double)output - _first[neuron];
        _shifted[neuron] += shifted;
        _shiftedSquares[neuron] += shifted * shifted;
        _active[neuron] += output > _activeEdge ? 1 : 0;
        _min[neuron] = Math.Min(_min[neuron], output);
        _max[neuron] = Math.Max(_max[neuron], output);
    }

    private static Vector<T> Load<T>(ReadOnlySpan<T> values, int start) => new(values[start..]);

    private void AppendNeuron(ActivationAccumulator later, int neuron)
    {
        // The later sums, moved from their own first output to this one's.
        var move = (double)later._first[neuron] - _first[neuron];
        _shiftedSquares[neuron] += later._shiftedSquares[neuron] + (2 * move * later._shifted[neuron]) + (move * move * later.Samples);
        _shifted[neuron] += later._shifted[neuron] + (move * later.Samples);
        _active[neuron] += later._active[neuron];
        _min[neuron] = Math.Min(_min[neuron], later._min[neuron]);
        _max[neuron] = Math.Max(_max[neuron], later._max[neuron]);
    }

    private ActivationStatistics Result(int neuron)
    {
        if (!double.IsFinite(_shiftedSquares[neuron]))
            throw new InvalidOperationException($"an activation of neuron {neuron} is NaN or infinite");
        var mean = 0.0;
        var classMeans = new double[_classCounts.Length];
        for (var label = 0; label < classMeans.Length; label++)
        {
            var sum = _classSums[(label * _neurons) + neuron];
            mean += sum / Samples;
            classMeans[label] = _classCounts[label] == 0 ? double.NaN : sum / _classCounts[label];
        }

        var shift = _shifted[neuron] / Samples;
        var variance = Math.Max(0, (_shiftedSquares[neuron] / Samples) - (shift * shift));
        // Adding 0 makes a negative zero positive: which of the two a minimum returns depends on the machine.
        var (min, max) = (_min[neuron] + 0f, _max[neuron] + 0f);
        return new ActivationStatistics(
            Samples,
            mean,
            variance,
            (double)_active[neuron] / Samples,
            min,
            max,
            Math.Max(Math.Abs(min), Math.Abs(max)),
            classMeans,
            [.. _classCounts]);
    }
}
