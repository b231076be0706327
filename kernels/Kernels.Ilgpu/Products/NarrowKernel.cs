using ILGPU;
using Kernels.Ilgpu.Arithmetic;

namespace Kernels.Ilgpu.Products;

/// <summary>As <see cref="AffineKernel"/>, sum for sum, where columns are few, as those of logits: the tiles of many columns would mostly
/// be empty.</summary>
/// <remarks>Grid: [tiles of 16 columns, tiles of samples, orders], a thread per sample with 16 sums in registers. Its inputs go straight to
/// registers, read along samples, four in flight; 32 inputs' weights at a time lie in shared memory, where all threads read the same. Cost
/// per
/// sample and input: 4 bytes from memory and 16 multiply-adds, so that it runs at the memory's speed.</remarks>
internal static class NarrowKernel
{
    /// <summary>Columns of one thread.</summary>
    public const int Columns = 16;

    private const int Slab = 32;

    public static void MultiplyNarrow(AffineArguments a)
    {
        int threads = Group.DimX, order = Grid.IdxZ, firstColumn = Grid.IdxX * Columns, step = Grid.DimY * Group.DimX;
        var move = a.Moves[order];
        var rows = a.Samples.Count(order);
        if (firstColumn >= move.Columns)
            return;
        var weights = SharedMemory.Allocate<float>(Slab * Columns);
        for (var first = Grid.IdxY * threads; first < rows; first += step)
            Compute(a, move, order, rows, first, firstColumn, weights);
    }

    private static void Compute(AffineArguments a, Move move, int order, int rows, int first, int firstColumn, ArrayView<float> weights)
    {
        int thread = Group.IdxX, threads = Group.DimX;
        var place = first + thread;
        var sample = place < rows ? a.Samples.Sample(a.Samples.Start(order), place) : -1;
        var left = Sums.Start(a, move, order, sample, place, firstColumn);
        var right = Sums.Start(a, move, order, sample, place, firstColumn + 8);
        var inputs = a.Inputs.SubView((order * a.InputsPerOrder) + (sample < 0 ? 0 : a.InputsBySample != 0 ? sample : place));
        for (var k = move.From; k < move.To; k += Slab)
        {
            var depth = Math.Min(Slab, move.To - k);
            for (var at = thread; at < depth * Columns; at += threads)
            {
                var column = firstColumn + (at % Columns);
                weights[at] = column < move.Columns
                    ? a.Weights[(order * a.WeightsPerOrder) + ((long)(k + (at / Columns)) * a.Width) + column]
                    : 0;
            }
            Group.Barrier();
            if (sample >= 0)
                Add(a, inputs.SubView((long)k * a.InputStride), weights.Cast<Eight>(), depth, ref left, ref right);
            Group.Barrier();
        }
        Sums.Store(a, move, order, sample, place, firstColumn, left);
        Sums.Store(a, move, order, sample, place, firstColumn + 8, right);
    }

    private static void Add(
        AffineArguments a, ArrayView<float> inputs, ArrayView<Eight> weights, int depth, ref Eight left, ref Eight right)
    {
        long stride = a.InputStride;
        var i = 0;
        for (; i + 3 < depth; i += 4)
        {
            // Four loads before the first is used: one alone would leave the memory waiting.
            float x0 = inputs[i * stride], x1 = inputs[(i + 1) * stride], x2 = inputs[(i + 2) * stride], x3 = inputs[(i + 3) * stride];
            Add(a, weights, i, x0, ref left, ref right);
            Add(a, weights, i + 1, x1, ref left, ref right);
            Add(a, weights, i + 2, x2, ref left, ref right);
            Add(a, weights, i + 3, x3, ref left, ref right);
        }
        for (; i < depth; i++)
            Add(a, weights, i, inputs[i * stride], ref left, ref right);
    }

    private static void Add(AffineArguments a, ArrayView<Eight> weights, int i, float input, ref Eight left, ref Eight right)
    {
        if (a.ActivatesInputs != 0)
            input = DeviceActivation.Apply(a.InputActivation, input);
        left = Eight.MultiplyAdd(input, weights[2 * i], left);
        right = Eight.MultiplyAdd(input, weights[(2 * i) + 1], right);
    }
}
