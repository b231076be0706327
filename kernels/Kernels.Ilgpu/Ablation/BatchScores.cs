using ILGPU;
using Kernels.Ilgpu.Devices;

namespace Kernels.Ilgpu.Ablation;

/// <summary>The scores of a batch: some orders on some samples, one step at a time, and the sums of every step.</summary>
internal class BatchScores
{
    /// <param name="stride">Samples that the buffers hold.</param>
    public BatchScores(DeviceMemory memory, int orders, int steps, int stride)
    {
        (Orders, Steps, Stride) = (orders, steps, stride);
        var cells = (long)orders * stride;
        Labels = memory.Allocate<byte>(stride);
        Losses = memory.Allocate<float>(cells);
        Gaps = memory.Allocate<float>(cells);
        Predicted = memory.Allocate<byte>(cells);
        Tallies = memory.Allocate<Tally>((long)steps * orders * (stride / TallyKernel.Block));
    }

    public int Orders { get; }

    public int Steps { get; }

    public int Stride { get; }

    /// <summary><c>[Stride]</c>.</summary>
    public ArrayView<byte> Labels { get; }

    /// <summary><c>[orders, Stride]</c>.</summary>
    public ArrayView<float> Losses { get; }

    /// <summary><c>[orders, Stride]</c>.</summary>
    public ArrayView<float> Gaps { get; }

    /// <summary><c>[orders, Stride]</c>.</summary>
    public ArrayView<byte> Predicted { get; }

    /// <summary><c>[steps, orders, blocks]</c>, as many blocks as the batch has.</summary>
    public ArrayView<Tally> Tallies { get; }
}
