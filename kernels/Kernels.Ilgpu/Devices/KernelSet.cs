using ILGPU;
using Kernels.Ilgpu.Ablation;
using Kernels.Ilgpu.Ablation.Replaced;
using Kernels.Ilgpu.Arithmetic;
using Kernels.Ilgpu.Histograms;
using Kernels.Ilgpu.Pairs;
using Kernels.Ilgpu.Products;

namespace Kernels.Ilgpu.Devices;

/// <summary>The kernels, each compiled for one accelerator when it is first needed, and how each is cut into groups: the one place where
/// the shape of a launch is decided. No result depends on it.</summary>
/// <param name="float64">Whether the device has float64; without it losses are summed in integers.</param>
internal sealed class KernelSet(ILauncher launcher, GridCut cut, bool float64)
{
    /// <summary>Samples of one group of a histogram: enough that flushing its counters costs little, few enough that a small layer fills a
    /// GPU.</summary>
    private const int HistogramSamples = 512;

    /// <summary>Bytes of shared memory without which a device is refused: more than any kernel takes but the histogram's, which takes what
    /// there is.</summary>
    public const int LeastSharedBytes = 16 << 10;

    /// <summary>As much as NVIDIA's GPUs give a group. Where there is more, groups that take it would keep others from running.</summary>
    private const int MostSharedBytes = 48 << 10;

    /// <summary>Below so many neurons side by side, reads along rows are no longer worth the shared counters.</summary>
    private const int FewestNeurons = 4;

    private const int Warp = 32;

    /// <summary>From so many threads on, a group with a thread per sample reads whole lines.</summary>
    private const int NarrowBlock = 32;

    private readonly AffineTiles _affine = new(launcher, cut);
    private readonly Lazy<Action<KernelConfig, AffineArguments>> _narrow = Load<AffineArguments>(launcher, NarrowKernel.MultiplyNarrow);
    private readonly Lazy<Action<KernelConfig, PermuteArguments>> _permute = Load<PermuteArguments>(launcher, PermuteKernel.Permute);
    private readonly Lazy<Action<KernelConfig, TransposeArguments>> _transpose = Load<TransposeArguments>(
        launcher, TransposeKernel.Transpose);
    private readonly Lazy<Action<KernelConfig, HistogramArguments>> _sharedHistogram = Load<HistogramArguments>(
        launcher, SharedHistogramKernel.CountShared);
    private readonly Lazy<Action<KernelConfig, HistogramArguments>> _globalHistogram = Load<HistogramArguments>(
        launcher, GlobalHistogramKernel.CountGlobal);
    private readonly Lazy<Action<KernelConfig, PairArguments>> _pairs = Load<PairArguments>(launcher, PairKernel.Count);
    private readonly Lazy<Action<KernelConfig, ListArguments>> _list = Load<ListArguments>(launcher, ListKernel.List);
    private readonly Lazy<Action<KernelConfig, ArrivalArguments>> _arrival = Load<ArrivalArguments>(launcher, ArrivalKernel.Arrive);
    private readonly Lazy<Action<KernelConfig, BlendArguments>> _blend = Load<BlendArguments>(launcher, BlendKernel.Blend);
    private readonly Lazy<Action<KernelConfig, ScoreArguments>> _score = Load<ScoreArguments>(launcher, ScoreKernel.Score);
    private readonly Lazy<Action<KernelConfig, TallyArguments>> _tally = Load<TallyArguments>(
        launcher, float64 ? TallyKernel.Tally<HardwareFloat64> : TallyKernel.Tally<IntegerFloat64>);
    private readonly Lazy<Action<KernelConfig, FoldArguments>> _fold = Load<FoldArguments>(
        launcher, float64 ? FoldKernel.Fold<HardwareFloat64> : FoldKernel.Fold<IntegerFloat64>);

    /// <param name="rows">Samples at most.</param>
    /// <param name="columns">Columns at most.</param>
    public void Affine(AffineArguments arguments, int rows, int columns, int orders)
    {
        if (columns <= NarrowKernel.Columns && cut.Block >= NarrowBlock)
            Narrow(arguments, rows, columns, orders);
        else
            _affine.Launch(arguments, rows, columns, orders);
    }

    public void Narrow(AffineArguments arguments, int rows, int columns, int orders)
    {
        var tiles = GridCut.Parts(columns, NarrowKernel.Columns);
        _narrow.Value(
            new KernelConfig(new Index3D(tiles, cut.Down(rows, cut.Block, (long)tiles * orders), orders), new Index3D(cut.Block, 1, 1)),
            arguments);
    }

    public void Permute(PermuteArguments arguments, int orders)
    {
        var across = cut.Along(arguments.Columns, cut.Block, orders);
        _permute.Value(
            new KernelConfig(
                new Index3D(across, cut.Down(arguments.Rows, 1, (long)across * orders), orders), new Index3D(cut.Block, 1, 1)),
            arguments);
    }

    public void Transpose(TransposeArguments arguments)
    {
        var across = cut.Along(arguments.Columns, TransposeKernel.Side, 1);
        var grid = new Index3D(across, cut.Down(arguments.Rows, TransposeKernel.Side, across), 1);
        _transpose.Value(new KernelConfig(grid, new Index3D(cut.Block, 1, 1)), arguments);
    }

    public void Histogram(HistogramArguments arguments)
    {
        var shared = SharedNeurons(arguments.Cells, cut.Block, launcher.Limits.SharedBytes);
        var across = shared > 0 ? shared : Math.Min(Warp, cut.Block);
        arguments.GroupSamples = Math.Max(HistogramSamples, GridCut.Parts(arguments.Samples, LaunchLimits.MostDown));
        var grid = new Index3D(GridCut.Parts(arguments.Neurons, across), GridCut.Parts(arguments.Samples, arguments.GroupSamples), 1);
        var group = new Index3D(across, Math.Max(1, cut.Block / across), 1);
        if (shared > 0)
            _sharedHistogram.Value(
                new KernelConfig(grid, group, SharedMemoryConfig.RequestDynamic<int>(arguments.Cells * across)), arguments);
        else
            _globalHistogram.Value(new KernelConfig(grid, group), arguments);
    }

    /// <summary>How many neurons side by side a group counts in shared memory, a counter for each cell of each; 0 where that holds too few
    /// and counters lie in global memory.</summary>
    /// <param name="sharedBytes">Of the device, for one group.</param>
    internal static int SharedNeurons(int cells, int block, int sharedBytes)
    {
        var bytes = Math.Min(sharedBytes, MostSharedBytes);
        var across = Math.Min(Warp, block);
        while (across > FewestNeurons && (long)cells * across * sizeof(int) > bytes)
            across /= 2;
        return (long)cells * across * sizeof(int) <= bytes ? across : 0;
    }

    public void Pairs(PairArguments arguments)
    {
        var across = cut.Along(arguments.Columns, cut.Block, 1);
        _pairs.Value(
            new KernelConfig(new Index3D(across, cut.Down(arguments.Groups, 1, across), 1), new Index3D(cut.Block, 1, 1)), arguments);
    }

    public void List(ListArguments arguments) =>
        _list.Value(Compacting(arguments.Samples, Math.Min(arguments.Neurons, LaunchLimits.MostDown)), arguments);

    public void Arrival(ArrivalArguments arguments, int orders) => _arrival.Value(Compacting(arguments.Samples, orders), arguments);

    public void Blend(BlendArguments arguments, int orders)
    {
        var neurons = Math.Min(arguments.Width, LaunchLimits.MostDown);
        _blend.Value(
            new KernelConfig(
                new Index3D(cut.Along(arguments.Samples, cut.Block, (long)neurons * orders), neurons, orders),
                new Index3D(cut.Block, 1, 1)),
            arguments);
    }

    /// <param name="rows">Samples at most.</param>
    public void Score(ScoreArguments arguments, int rows, int orders) => _score.Value(cut.Lines(rows, orders), arguments);

    public void Tally(TallyArguments arguments, int orders) =>
        _tally.Value(
            new KernelConfig(
                new Index3D(cut.Along(arguments.Blocks, 1, orders), orders, 1), new Index3D(Math.Min(TallyKernel.Lanes, cut.Block), 1, 1)),
            arguments);

    public void Fold(FoldArguments arguments) => _fold.Value(cut.Lines(arguments.Length, 1), arguments);

    private KernelConfig Compacting(int length, int lines) =>
        cut.Lines(length, lines, SharedMemoryConfig.RequestDynamic<int>(Compaction.Shared(cut.Block)));

    private static Lazy<Action<KernelConfig, T>> Load<T>(ILauncher launcher, Action<T> kernel)
        where T : struct => new(() => launcher.Load(kernel, default));
}
