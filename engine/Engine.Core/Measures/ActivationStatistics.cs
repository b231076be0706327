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
    private readonly ActivationSums _sums;

    /// <param name="activeEdge">An output above it is active: the one-bit rule's edge.</param>
    public ActivationAccumulator(int neurons, int classes, float activeEdge)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(neurons);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        (_neurons, _activeEdge, _sums) = (neurons, activeEdge, new ActivationSums(neurons, classes, activeEdge));
    }

    /// <summary>Samples added so far.</summary>
    public int Samples => _sums.Samples;

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
            if (label >= _sums.ClassCounts.Length)
                throw new ArgumentException($"a label is {label}: there are {_sums.ClassCounts.Length} classes", nameof(labels));
        }

        if (Samples == 0 && labels.Length > 0)
            activations[.._neurons].CopyTo(_sums.First);
        for (var sample = 0; sample < labels.Length; sample += Together)
        {
            var count = Math.Min(Together, labels.Length - sample);
            AddBlock(activations.Slice(sample * _neurons, count * _neurons), labels.Slice(sample, count));
        }
        _sums.Samples += labels.Length;
    }

    /// <summary>Adds the sums of another accumulator, which has seen later samples: <see cref="ActivationSums.Append"/>.</summary>
    /// <exception cref="ArgumentException">The two differ in neurons, classes or edge.</exception>
    public void Append(ActivationAccumulator later)
    {
        ArgumentNullException.ThrowIfNull(later);
        _sums.Append(later._sums);
    }

    /// <summary><c>[neurons]</c>.</summary>
    /// <exception cref="InvalidOperationException">No sample was added, or an activation was NaN or infinite.</exception>
    public ActivationStatistics[] Results() => _sums.Results();

    /// <summary>A few samples: the sums of some neurons stay in registers over all of them, in the samples' order.</summary>
    private void AddBlock(ReadOnlySpan<float> rows, ReadOnlySpan<byte> labels)
    {
        foreach (var label in labels)
            _sums.ClassCounts[label]++;
        var whole = _neurons - (_neurons % Vector<float>.Count);
        for (var neuron = 0; neuron < whole; neuron += Vector<float>.Count)
            AddVectors(rows, labels, neuron);
        for (var sample = 0; sample < labels.Length && whole < _neurons; sample++)
        {
            var sums = _sums.ClassSums.AsSpan(labels[sample] * _neurons, _neurons);
            for (var neuron = whole; neuron < _neurons; neuron++)
                AddScalar(rows[(sample * _neurons) + neuron], sums, neuron);
        }
    }

    private void AddVectors(ReadOnlySpan<float> rows, ReadOnlySpan<byte> labels, int neuron)
    {
        var next = neuron + Vector<double>.Count;
        Vector.Widen(Load<float>(_sums.First, neuron), out var firstLow, out var firstHigh);
        Vector<double> shiftedLow = Load<double>(_sums.Shifted, neuron), shiftedHigh = Load<double>(_sums.Shifted, next);
        Vector<double> squaresLow = Load<double>(_sums.ShiftedSquares, neuron), squaresHigh = Load<double>(_sums.ShiftedSquares, next);
        Vector<float> min = Load<float>(_sums.Min, neuron), max = Load<float>(_sums.Max, neuron), edge = new(_activeEdge);
        var active = Load<int>(_sums.Active, neuron);
        // The lengths were checked: each vector lies within its row.
        ref var row = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), neuron);
        ref var classes = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_sums.ClassSums), neuron);
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
            min = Vector.MinNative(min, output);
            max = Vector.MaxNative(max, output);
        }
        shiftedLow.CopyTo(_sums.Shifted, neuron);
        shiftedHigh.CopyTo(_sums.Shifted, next);
        squaresLow.CopyTo(_sums.ShiftedSquares, neuron);
        squaresHigh.CopyTo(_sums.ShiftedSquares, next);
        active.CopyTo(_sums.Active, neuron);
        min.CopyTo(_sums.Min, neuron);
        max.CopyTo(_sums.Max, neuron);
    }

    private void AddScalar(float output, Span<double> sums, int neuron)
    {
        sums[neuron] += output;
        var shifted = (double)output - _sums.First[neuron];
        _sums.Shifted[neuron] += shifted;
        _sums.ShiftedSquares[neuron] += shifted * shifted;
        _sums.Active[neuron] += output > _activeEdge ? 1 : 0;
        _sums.Min[neuron] = Math.Min(_sums.Min[neuron], output);
        _sums.Max[neuron] = Math.Max(_sums.Max[neuron], output);
    }

    private static Vector<T> Load<T>(ReadOnlySpan<T> values, int start) => new(values[start..]);
}
