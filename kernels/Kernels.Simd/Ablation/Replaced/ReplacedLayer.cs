using System.Runtime.Intrinsics;
using Engine.Numerics;

namespace Kernels.Simd.Ablation.Replaced;

/// <summary>One layer of a block of samples, some of whose neurons are replaced.</summary>
internal sealed unsafe class ReplacedLayer : IDisposable
{
    private readonly RowMatrix _startSums;
    private readonly RowMatrix _startOutputs;

    /// <summary>By neuron: all bits set where it is present. In whole panels.</summary>
    private readonly int[] _present;

    public ReplacedLayer(int capacity, int width)
    {
        Width = width;
        (Sums, Active, Outputs, Others) = (
            new RowMatrix(capacity, width), new RowMatrix(capacity, width), new RowMatrix(capacity, width), new RowMatrix(capacity, width));
        (_startSums, _startOutputs) = (new RowMatrix(capacity, width), new RowMatrix(capacity, width));
        _present = new int[Panels.Count(width) * Panels.Width];
    }

    public int Width { get; }

    /// <summary>Pre-activations <c>[samples, neurons]</c>.</summary>
    public RowMatrix Sums { get; }

    /// <summary>The neurons' own outputs, whether they are present or not.</summary>
    public RowMatrix Active { get; }

    /// <summary>The outputs that the next layer sees: replaced where a neuron is not present.</summary>
    public RowMatrix Outputs { get; }

    /// <summary>The values in place of neurons that are not present.</summary>
    public RowMatrix Others { get; }

    /// <summary>Keeps sums and outputs as they are for <see cref="Begin"/>.</summary>
    public void KeepStart(int samples)
    {
        Copy(Sums, _startSums, samples);
        Copy(Outputs, _startOutputs, samples);
    }

    /// <summary>Sums and outputs as they were kept.</summary>
    public void Begin(int samples)
    {
        Copy(_startSums, Sums, samples);
        Copy(_startOutputs, Outputs, samples);
    }

    public void SetAll(bool present) => Array.Fill(_present, present ? -1 : 0);

    public void SetPresent(int neuron) => _present[neuron] = -1;

    /// <summary>A row's outputs from what its neurons would give.</summary>
    /// <returns>Whether any changed.</returns>
    public bool Blend(int row)
    {
        float* active = Active.Row(row), others = Others.Row(row), outputs = Outputs.Row(row);
        var differences = Vector256<int>.Zero;
        fixed (int* present = _present)
        {
            for (var i = 0; i < _present.Length; i += Vector256<float>.Count)
            {
                var output = Vector256.ConditionalSelect(
                    Vector256.Load(present + i).AsSingle(), Vector256.Load(active + i), Vector256.Load(others + i));
                differences |= output.AsInt32() ^ Vector256.Load(outputs + i).AsInt32();
                output.Store(outputs + i);
            }
        }
        return differences != Vector256<int>.Zero;
    }

    public void Dispose()
    {
        foreach (var matrix in new[] { Sums, Active, Outputs, Others, _startSums, _startOutputs })
            matrix.Dispose();
    }

    private static void Copy(RowMatrix from, RowMatrix to, int rows)
    {
        var bytes = (long)rows * from.Stride * sizeof(float);
        Buffer.MemoryCopy(from.Pointer, to.Pointer, bytes, bytes);
    }
}
