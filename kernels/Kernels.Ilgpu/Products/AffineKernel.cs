using ILGPU;
using Kernels.Ilgpu.Arithmetic;

namespace Kernels.Ilgpu.Products;

/// <summary>
/// z = b + W x and y = activation(z) for many samples of many orders: sums[o][c, s] = start + sum over k of inputs[o][k, s] weights[o][k,
/// c].
/// Every sum is one chain of fused multiply-adds in the order of k, whatever the tile, so that tiling leaves no trace in a result.
/// </summary>
/// <remarks>
/// Grid: [tiles of columns, tiles of samples, orders], so that the tiles which share inputs run together. A group of X x Y threads computes
/// 8 X
/// samples by 8 Y columns, each thread 64 sums in registers; slabs of 8 inputs pass through shared memory. Cost per thread and input: 64
/// multiply-adds, 8 loads of a number (neighbours read neighbouring samples) and 2 of four (the same for all samples) from shared memory,
/// and
/// 8 / X + 8 / Y from memory. Two groups to a multiprocessor: one computes while the other loads.
/// A group beyond the list's end or the move's columns returns at once: the host launches for all samples, not knowing how many changed.
/// </remarks>
internal static class AffineKernel
{
    /// <summary>Samples and columns of one thread.</summary>
    public const int Tile = 8;

    /// <summary>Inputs that pass through shared memory together.</summary>
    public const int Slab = 8;

    /// <summary>Floats of shared memory: a slab of either factor, and the samples' numbers.</summary>
    public static int Shared(int across, int down) => Tile * ((Slab * (across + down)) + across);

    public static void Multiply<TTile>(AffineArguments a)
        where TTile : unmanaged, ITile
    {
        int across = default(TTile).Across, down = default(TTile).Down;
        int tileRows = Tile * across, tileColumns = Tile * down;
        int order = Grid.IdxZ, firstColumn = Grid.IdxX * tileColumns, step = Grid.DimY * tileRows;
        var move = a.Moves[order];
        var rows = a.Samples.Count(order);
        if (firstColumn >= move.Columns)
            return;
        var shared = SharedMemory.GetDynamic<float>();
        var weights = shared.SubView(0, Slab * tileColumns);
        var inputs = shared.SubView(Slab * tileColumns, Slab * tileRows);
        var samples = shared.SubView(Slab * (tileColumns + tileRows), tileRows).Cast<int>();
        for (var firstRow = Grid.IdxY * tileRows; firstRow < rows; firstRow += step)
            Compute<TTile>(a, move, order, rows, firstRow, firstColumn, weights, inputs, samples);
    }

    private static void Compute<TTile>(
        AffineArguments a, Move move, int order, int rows, int firstRow, int firstColumn, ArrayView<float> weights, ArrayView<float> inputs,
        ArrayView<int> samples)
        where TTile : unmanaged, ITile
    {
        int across = default(TTile).Across, down = default(TTile).Down;
        int tileRows = Tile * across, tileColumns = Tile * down;
        int x = Group.IdxX, y = Group.IdxY;
        var thread = (y * across) + x;
        var list = a.Samples.Start(order);
        // The tile before may still be read.
        Group.Barrier();
        for (var row = thread; row < tileRows; row += across * down)
            samples[row] = firstRow + row < rows ? a.Samples.Sample(list, firstRow + row) : -1;
        Group.Barrier();
        var place = firstRow + x;
        var column = firstColumn + (y * Tile);
        int p0 = samples[x], p1 = samples[x + across], p2 = samples[x + (2 * across)], p3 = samples[x + (3 * across)];
        int p4 = samples[x + (4 * across)], p5 = samples[x + (5 * across)], p6 = samples[x + (6 * across)], p7 = samples[x + (7 * across)];
        Eight s0 = Sums.Start(a, move, order, p0, place, column), s1 = Sums.Start(a, move, order, p1, place + across, column);
        Eight s2 = Sums.Start(a, move, order, p2, place + (2 * across), column),
            s3 = Sums.Start(a, move, order, p3, place + (3 * across), column);
        Eight s4 = Sums.Start(a, move, order, p4, place + (4 * across), column),
            s5 = Sums.Start(a, move, order, p5, place + (5 * across), column);
        Eight s6 = Sums.Start(a, move, order, p6, place + (6 * across), column),
            s7 = Sums.Start(a, move, order, p7, place + (7 * across), column);
        var ownInputs = inputs.SubView(x);
        var ownWeights = weights.Cast<Eight>().SubView(y);
        var (allInputs, allWeights) =
            (a.Inputs.SubView(order * a.InputsPerOrder), a.Weights.SubView((order * a.WeightsPerOrder) + firstColumn));
        var columns = move.Columns - firstColumn;
        for (var k = move.From; k < move.To; k += Slab)
        {
            var depth = Math.Min(Slab, move.To - k);
            for (var at = thread; at < depth * tileRows; at += across * down)
            {
                int i = at / tileRows, row = at % tileRows;
                var sample = a.InputsBySample != 0 ? samples[row] : firstRow + row;
                var input = sample >= 0 && firstRow + row < rows ? allInputs[((long)(k + i) * a.InputStride) + sample] : 0;
                inputs[at] = a.ActivatesInputs != 0 ? DeviceActivation.Apply(a.InputActivation, input) : input;
            }
            for (var at = thread; at < depth * tileColumns; at += across * down)
            {
                int i = at / tileColumns, c = at % tileColumns;
                weights[at] = c < columns ? allWeights[((long)(k + i) * a.Width) + c] : 0;
            }
            Group.Barrier();
            for (var i = 0; i < depth; i++)
            {
                var w = ownWeights[i * down];
                var input = ownInputs.SubView(i * tileRows);
                s0 = Eight.MultiplyAdd(input[0], w, s0);
                s1 = Eight.MultiplyAdd(input[across], w, s1);
                s2 = Eight.MultiplyAdd(input[2 * across], w, s2);
                s3 = Eight.MultiplyAdd(input[3 * across], w, s3);
                s4 = Eight.MultiplyAdd(input[4 * across], w, s4);
                s5 = Eight.MultiplyAdd(input[5 * across], w, s5);
                s6 = Eight.MultiplyAdd(input[6 * across], w, s6);
                s7 = Eight.MultiplyAdd(input[7 * across], w, s7);
            }
            Group.Barrier();
        }
        Sums.Store(a, move, order, p0, place, column, s0);
        Sums.Store(a, move, order, p1, place + across, column, s1);
        Sums.Store(a, move, order, p2, place + (2 * across), column, s2);
        Sums.Store(a, move, order, p3, place + (3 * across), column, s3);
        Sums.Store(a, move, order, p4, place + (4 * across), column, s4);
        Sums.Store(a, move, order, p5, place + (5 * across), column, s5);
        Sums.Store(a, move, order, p6, place + (6 * across), column, s6);
        Sums.Store(a, move, order, p7, place + (7 * across), column, s7);
    }
}
