namespace Kernels.Simd.Ablation;

/// <summary>Some samples of a block, and of each its label and an output of the neuron that reaches it.</summary>
/// <param name="memory">Zeroed, <see cref="Length"/> floats.</param>
/// <param name="capacity">Samples of a whole block.</param>
internal sealed unsafe class SampleList(float* memory, int capacity)
{
    /// <summary>Places behind the last sample that may be read, as many as the widest group of lanes has: what is there are numbers of
    /// samples too.</summary>
    private const int Slack = 32;

    public int Count { get; private set; }

    /// <summary>Numbers within the block.</summary>
    public int* Rows { get; } = (int*)memory;

    /// <summary>Classes as float32.</summary>
    public float* Labels { get; } = memory + capacity + Slack;

    public float* Outputs { get; } = memory + (2 * (capacity + Slack));

    public static long Length(int capacity) => 3L * (capacity + Slack);

    public void Clear() => Count = 0;

    /// <summary>Adds a sample if <paramref name="isIn"/>, without a branch.</summary>
    public void Add(int row, float label, float output, bool isIn)
    {
        (Rows[Count], Labels[Count], Outputs[Count]) = (row, label, output);
        Count += isIn ? 1 : 0;
    }
}
