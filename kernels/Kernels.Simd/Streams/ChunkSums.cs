using System.Numerics;
using System.Runtime.CompilerServices;
using Engine.Analysis.Streams;
using Engine.Measures;
using Engine.Numerics;

namespace Kernels.Simd.Streams;

/// <summary>The sums of <see cref="ActivationSums"/> and two-bin counts of some neurons over consecutive samples, taken from the elements
/// of a file in one go: numbers are widened and summed without leaving the registers. Every sum has the terms and the order that
/// <see cref="ActivationAccumulator"/> has, and so the same bits.</summary>
/// <param name="edge">Outputs above it are counted.</param>
internal sealed unsafe class ChunkSums(int neurons, int classes, float edge) : IDisposable
{
    private readonly int _padded = Padded(neurons);
    private readonly int[] _classCounts = new int[classes];
    private readonly AlignedBuffer _firstOutputs = Doubles(Padded(neurons)), _shifted = Doubles(Padded(neurons));
    private readonly AlignedBuffer _squares = Doubles(Padded(neurons)), _classSums = Doubles(classes * (long)ClassRow(neurons));
    private readonly AlignedBuffer _min = new(Padded(neurons)), _max = new(Padded(neurons));

    /// <summary><c>[classes, neurons]</c> of int32.</summary>
    private readonly AlignedBuffer _above = new(classes * (long)ClassRow(neurons));

    /// <summary>Samples since the last <see cref="Take"/>.</summary>
    public int Samples { get; private set; }

    /// <summary>The neurons in whole vectors of elements of two bytes; what is added behind them is worked on and never looked at.
    /// </summary>
    public static int Padded(int neurons) => (neurons + Vector<ushort>.Count - 1) / Vector<ushort>.Count * Vector<ushort>.Count;

    /// <param name="elements"><c>[samples, padded neurons]</c>, all finite; the next samples in order.</param>
    /// <param name="rowBytes">From one sample to the next.</param>
    /// <param name="labels"><c>[samples]</c>.</param>
    public void Add(StreamedElement element, byte* elements, int rowBytes, ReadOnlySpan<byte> labels)
    {
        switch (element)
        {
            case StreamedElement.Float16:
                Add<HalfPair>(elements, rowBytes, labels);
                break;
            case StreamedElement.BFloat16:
                Add<BrainPair>(elements, rowBytes, labels);
                break;
            default:
                Add<FloatPair>(elements, rowBytes, labels);
                break;
        }
    }

    /// <summary>The sums so far, which begin anew.</summary>
    /// <param name="counts"><c>[neurons][2, classes]</c>: gains the counts.</param>
    public ActivationSums Take(int[][] counts)
    {
        var sums = new ActivationSums(neurons, classes, edge) { Samples = Samples };
        _classCounts.CopyTo(sums.ClassCounts, 0);
        double* firsts = (double*)_firstOutputs.Pointer, classSums = (double*)_classSums.Pointer;
        for (var neuron = 0; neuron < neurons; neuron++)
            sums.First[neuron] = (float)firsts[neuron];
        new Span<double>(_shifted.Pointer, neurons).CopyTo(sums.Shifted);
        new Span<double>(_squares.Pointer, neurons).CopyTo(sums.ShiftedSquares);
        new Span<float>(_min.Pointer, neurons).CopyTo(sums.Min);
        new Span<float>(_max.Pointer, neurons).CopyTo(sums.Max);
        for (var label = 0; label < classes; label++)
        {
            new Span<double>(classSums + (label * (long)ClassRow(neurons)), neurons).CopyTo(sums.ClassSums.AsSpan(label * neurons));
            TakeCounts(label, sums.Active, counts);
        }
        Clear();
        return sums;
    }

    public void Dispose()
    {
        foreach (var buffer in new[] { _firstOutputs, _shifted, _squares, _classSums, _min, _max, _above })
            buffer.Dispose();
    }

    /// <summary>A row of one class: the same neuron of two classes must not fall into one set of the cache.</summary>
    private static int ClassRow(int neurons) => Padded(neurons) + Vector<ushort>.Count;

    private static AlignedBuffer Doubles(long count) => new(2 * count);

    private void TakeCounts(int label, int[] active, int[][] counts)
    {
        var above = (int*)_above.Pointer + (label * (long)ClassRow(neurons));
        for (var neuron = 0; neuron < neurons; neuron++)
        {
            active[neuron] += above[neuron];
            counts[neuron][label] += _classCounts[label] - above[neuron];
            counts[neuron][classes + label] += above[neuron];
        }
    }

    private void Clear()
    {
        Samples = 0;
        Array.Clear(_classCounts);
        foreach (var buffer in new[] { _shifted, _squares, _classSums, _above })
            buffer.Span.Clear();
    }

    private void Add<TPair>(byte* elements, int rowBytes, ReadOnlySpan<byte> labels)
        where TPair : IElementPair
    {
        foreach (var label in labels)
            _classCounts[label]++;
        if (Samples == 0)
            Begin<TPair>(elements);
        Samples += labels.Length;
        for (var neuron = 0; neuron < _padded; neuron += 2 * Vector<float>.Count)
            AddPair<TPair>(elements + (neuron * TPair.Bytes), rowBytes, labels, neuron);
    }

    /// <summary>From the first sample on.</summary>
    private void Begin<TPair>(byte* elements)
        where TPair : IElementPair
    {
        _min.Span.Fill(float.PositiveInfinity);
        _max.Span.Fill(float.NegativeInfinity);
        var firsts = (double*)_firstOutputs.Pointer;
        for (var neuron = 0; neuron < _padded; neuron += 2 * Vector<float>.Count)
        {
            var (low, high) = TPair.Load(elements + (neuron * TPair.Bytes));
            Vector.Widen(low, out var first, out var second);
            Vector.Widen(high, out var third, out var fourth);
            Quarters(firsts + neuron, first, second, third, fourth);
        }
    }

    /// <summary>Two vectors of neurons: their sums stay in registers over all samples, in the samples' order.</summary>
    private void AddPair<TPair>(byte* elements, int rowBytes, ReadOnlySpan<byte> labels, int neuron)
        where TPair : IElementPair
    {
        int half = Vector<float>.Count, quarter = Vector<double>.Count;
        double* firsts = (double*)_firstOutputs.Pointer + neuron, classes = (double*)_classSums.Pointer + neuron;
        double* shifted = (double*)_shifted.Pointer + neuron, squares = (double*)_squares.Pointer + neuron;
        float* mins = _min.Pointer + neuron, maxs = _max.Pointer + neuron;
        var above = (int*)_above.Pointer + neuron;
        var classRow = ClassRow(neurons);
        Vector<double> shifted0 = Vector.Load(shifted), shifted1 = Vector.Load(shifted + quarter);
        Vector<double> shifted2 = Vector.Load(shifted + (2 * quarter)), shifted3 = Vector.Load(shifted + (3 * quarter));
        Vector<double> squares0 = Vector.Load(squares), squares1 = Vector.Load(squares + quarter);
        Vector<double> squares2 = Vector.Load(squares + (2 * quarter)), squares3 = Vector.Load(squares + (3 * quarter));
        Vector<float> minLow = Vector.Load(mins), minHigh = Vector.Load(mins + half);
        Vector<float> maxLow = Vector.Load(maxs), maxHigh = Vector.Load(maxs + half);
        var limit = new Vector<float>(edge);
        foreach (var label in labels)
        {
            var (low, high) = TPair.Load(elements);
            elements += rowBytes;
            var counts = above + ((nint)label * classRow);
            // A comparison's true is -1 in every lane.
            (Vector.Load(counts) - Vector.GreaterThan(low, limit)).Store(counts);
            (Vector.Load(counts + half) - Vector.GreaterThan(high, limit)).Store(counts + half);
            minLow = Vector.MinNative(minLow, low);
            minHigh = Vector.MinNative(minHigh, high);
            maxLow = Vector.MaxNative(maxLow, low);
            maxHigh = Vector.MaxNative(maxHigh, high);
            Vector.Widen(low, out var output0, out var output1);
            Vector.Widen(high, out var output2, out var output3);
            var sums = classes + ((nint)label * classRow);
            Quarters(
                sums, Vector.Load(sums) + output0, Vector.Load(sums + quarter) + output1, Vector.Load(sums + (2 * quarter)) + output2,
                Vector.Load(sums + (3 * quarter)) + output3);
            output0 -= Vector.Load(firsts);
            output1 -= Vector.Load(firsts + quarter);
            output2 -= Vector.Load(firsts + (2 * quarter));
            output3 -= Vector.Load(firsts + (3 * quarter));
            shifted0 += output0;
            shifted1 += output1;
            shifted2 += output2;
            shifted3 += output3;
            squares0 += output0 * output0;
            squares1 += output1 * output1;
            squares2 += output2 * output2;
            squares3 += output3 * output3;
        }
        Quarters(shifted, shifted0, shifted1, shifted2, shifted3);
        Quarters(squares, squares0, squares1, squares2, squares3);
        minLow.Store(mins);
        minHigh.Store(mins + half);
        maxLow.Store(maxs);
        maxHigh.Store(maxs + half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarters(
        double* target, Vector<double> first, Vector<double> second, Vector<double> third, Vector<double> fourth)
    {
        var quarter = Vector<double>.Count;
        first.Store(target);
        second.Store(target + quarter);
        third.Store(target + (2 * quarter));
        fourth.Store(target + (3 * quarter));
    }
}

/// <summary>Elements of one type, two vectors of float32 at a time.</summary>
internal unsafe interface IElementPair
{
    static abstract int Bytes { get; }

    static abstract (Vector<float> Low, Vector<float> High) Load(byte* elements);
}

internal readonly unsafe struct HalfPair : IElementPair
{
    public static int Bytes => sizeof(ushort);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector<float> Low, Vector<float> High) Load(byte* elements) => WideFloats.FromHalves(Vector.Load((ushort*)elements));
}

internal readonly unsafe struct BrainPair : IElementPair
{
    public static int Bytes => sizeof(ushort);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector<float> Low, Vector<float> High) Load(byte* elements) => WideFloats.FromBrains(Vector.Load((ushort*)elements));
}

internal readonly unsafe struct FloatPair : IElementPair
{
    public static int Bytes => sizeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector<float> Low, Vector<float> High) Load(byte* elements) =>
        (Vector.Load((float*)elements), Vector.Load((float*)elements + Vector<float>.Count));
}
