using ILGPU;
using ILGPU.Runtime;
using Kernels.Ilgpu.Devices;

namespace Kernels.Ilgpu.Products;

/// <summary><see cref="AffineKernel"/> in the shapes that a device's groups allow; each launch takes the one that leaves the fewest
/// columns empty.</summary>
internal sealed class AffineTiles
{
    /// <summary>Bounds the registers of a thread to what lets two groups share a multiprocessor.</summary>
    private const int GroupsPerMultiprocessor = 2;

    private readonly List<(int Across, int Down, Lazy<Action<KernelConfig, AffineArguments>> Launch)> _shapes = [];

    private readonly GridCut _cut;

    public AffineTiles(ILauncher launcher, GridCut cut)
    {
        _cut = cut;
        Add<Tile16x16>(launcher);
        Add<Tile32x8>(launcher);
        if (_shapes.Count == 0)
            Add<Tile4x2>(launcher);
        if (_shapes.Count == 0)
            Add<Tile1x1>(launcher);
    }

    /// <param name="rows">Samples at most.</param>
    /// <param name="columns">Columns at most.</param>
    public void Launch(AffineArguments arguments, int rows, int columns, int orders)
    {
        var (across, down, launch) = _shapes.MinBy(shape => GridCut.Parts(columns, shape.Down * AffineKernel.Tile) * shape.Down);
        var tiles = GridCut.Parts(columns, down * AffineKernel.Tile);
        var grid = new Index3D(tiles, _cut.Down(rows, across * AffineKernel.Tile, (long)tiles * orders), orders);
        launch.Value(
            new KernelConfig(
                grid, new Index3D(across, down, 1), SharedMemoryConfig.RequestDynamic<float>(AffineKernel.Shared(across, down))),
            arguments);
    }

    private void Add<TTile>(ILauncher launcher)
        where TTile : unmanaged, ITile
    {
        int across = default(TTile).Across, down = default(TTile).Down;
        if (across * down <= _cut.Block)
            _shapes.Add((across, down, new(() => launcher.Load<AffineArguments>(
                AffineKernel.Multiply<TTile>, new KernelSpecialization(across * down, GroupsPerMultiprocessor)))));
    }
}

/// <summary>The shape of a group of <see cref="AffineKernel"/>: a type, so that a kernel is compiled with it as constants. Both are powers
/// of two.</summary>
internal interface ITile
{
    /// <summary>Threads along the samples.</summary>
    int Across { get; }

    /// <summary>Threads along the columns.</summary>
    int Down { get; }
}

/// <summary>128 samples by 128 columns.</summary>
internal readonly struct Tile16x16 : ITile
{
    public int Across => 16;

    public int Down => 16;
}

/// <summary>256 samples by 64 columns.</summary>
internal readonly struct Tile32x8 : ITile
{
    public int Across => 32;

    public int Down => 8;
}

/// <summary>For devices whose groups are small.</summary>
internal readonly struct Tile4x2 : ITile
{
    public int Across => 4;

    public int Down => 2;
}

/// <summary>One thread, for the simulator.</summary>
internal readonly struct Tile1x1 : ITile
{
    public int Across => 1;

    public int Down => 1;
}
