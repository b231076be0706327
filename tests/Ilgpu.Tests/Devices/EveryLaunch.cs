using Engine.Ablation;
using Engine.Networks;
using Engine.Pairs;
using Kernels.Ilgpu.Ablation;
using Kernels.Ilgpu.Ablation.Replaced;
using Kernels.Ilgpu.Devices;
using Kernels.Ilgpu.Histograms;
using Kernels.Ilgpu.Pairs;
using Kernels.Ilgpu.Networks;
using Kernels.Ilgpu.Products;

namespace Ilgpu.Tests.Devices;

/// <summary>The launches of every job on one network and data of one size, as the jobs ask for them, with as much at a time as a budget
/// allows.</summary>
/// <param name="Orders">Orders, or sets of neurons.</param>
/// <param name="Bytes">What a job may take on the device.</param>
internal sealed record EveryLaunch(NetworkShape Shape, int Samples, int Orders, long Bytes)
{
    private const int MostBits = 8;

    /// <summary>A small case in groups of every size for which there are kernels.</summary>
    public static IReadOnlyList<Launch> OfBlocks()
    {
        var small = new EveryLaunch(new NetworkShape(5, [6, 40], 100, Activation.Relu, false), 700, 3, 1 << 20);
        return
        [
            .. new[] { 1, 8, DeviceSettings.GpuBlock }.SelectMany(
                block => new[] { true, false }.SelectMany(float64 => small.On(LaunchRecorder.Nvidia, block, float64))),
        ];
    }

    /// <exception cref="InvalidOperationException">A launch is beyond the limits.</exception>
    public IReadOnlyList<Launch> On(LaunchLimits limits, int block, bool float64)
    {
        var recorder = new LaunchRecorder(limits);
        var kernels = new KernelSet(recorder, new GridCut(block, int.MaxValue), float64);
        Measure(kernels);
        for (var layer = 1; layer <= Shape.Hidden.Length; layer++)
        {
            Ablate(kernels, new AblationScope(layer));
            var sets = BatchSize.ForSets(Shape, layer, Samples, Orders, Bytes / 2);
            Masked(kernels, layer, 1, sets);
        }
        Ablate(kernels, AblationScope.Network);
        return recorder.Launches;
    }

    private void Measure(KernelSet kernels)
    {
        var batch = DeviceForward.CapacityFor(Shape, Shape.Layers, Samples, Bytes);
        kernels.Transpose(new TransposeArguments { Rows = batch, Columns = Shape.Inputs });
        for (var layer = 1; layer <= Shape.Layers; layer++)
        {
            kernels.Affine(default, batch, Shape.Width(layer), 1);
            kernels.Transpose(new TransposeArguments { Rows = Shape.Width(layer), Columns = batch });
        }
        kernels.Score(default, batch, 1);
        foreach (var neurons in Shape.Hidden)
        {
            kernels.Pairs(new PairArguments { Groups = GridCut.Parts(neurons, BitPlanes.Together), Columns = neurons });
            for (var bits = 0; bits <= MostBits; bits++)
            {
                kernels.Histogram(new HistogramArguments
                {
                    Samples = Samples,
                    Neurons = neurons,
                    Classes = Shape.Classes,
                    Edges = (1 << bits) - 1,
                    Cells = Shape.Classes << bits,
                });
            }
        }
    }

    private void Ablate(KernelSet kernels, AblationScope scope)
    {
        var steps = scope.Neurons(Shape).Count() + 1;
        Curves(kernels, scope, steps, BatchSize.For(Shape, scope, Replacement.Zero, Samples, Orders, Bytes / 2));
        Masked(kernels, scope.FirstLayer, steps, BatchSize.For(Shape, scope, Replacement.Mean, Samples, Orders, Bytes / 2));
    }

    private void Curves(KernelSet kernels, AblationScope scope, int steps, BatchSize size)
    {
        var count = Math.Min(Samples, size.Samples);
        kernels.List(new ListArguments { Neurons = Shape.Width(scope.FirstLayer), Samples = count });
        for (var layer = scope.FirstLayer + 1; layer <= Shape.Layers; layer++)
        {
            kernels.Permute(new PermuteArguments { Rows = Shape.Width(layer - 1), Columns = Shape.Width(layer) }, size.Orders);
            kernels.Arrival(new ArrivalArguments { Samples = count }, size.Orders);
            kernels.Affine(default, count, Shape.Width(layer), size.Orders);
        }
        Score(kernels, steps, count, size.Orders);
    }

    private void Masked(KernelSet kernels, int first, int steps, BatchSize size)
    {
        var count = Math.Min(Samples, size.Samples);
        for (var layer = first; layer < Shape.Layers; layer++)
        {
            kernels.Blend(new BlendArguments { Width = Shape.Width(layer), Samples = count }, size.Orders);
            kernels.Affine(default, count, Shape.Width(layer + 1), size.Orders);
        }
        Score(kernels, steps, count, size.Orders);
    }

    private static void Score(KernelSet kernels, int steps, int count, int orders)
    {
        kernels.Score(default, count, orders);
        kernels.Tally(new TallyArguments { Blocks = (count + TallyKernel.Block - 1) / TallyKernel.Block }, orders);
        kernels.Fold(new FoldArguments { Length = checked(steps * orders) });
    }
}
