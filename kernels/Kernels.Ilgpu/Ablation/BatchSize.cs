using Engine.Ablation;
using Engine.Networks;
using Kernels.Ilgpu.Devices;

namespace Kernels.Ilgpu.Ablation;

/// <summary>How many orders and samples are evaluated together. No result depends on it.</summary>
/// <param name="Samples">Whole blocks of <see cref="TallyKernel.Block"/>.</param>
internal readonly record struct BatchSize(int Orders, int Samples)
{
    /// <summary>The most that fits, one order and one block at least: all orders before more samples, since they share what is
    /// read.</summary>
    public static BatchSize For(NetworkShape shape, AblationScope scope, Replacement replaced, int samples, int orders, long bytes)
    {
        var steps = scope.Neurons(shape).Count() + 1;
        var cell = replaced == Replacement.Zero ? BytesOfCell(shape, scope) : BytesOfMaskedCell(shape, scope.FirstLayer, steps);
        return Fit(shape, samples, 1, Math.Min(orders, Most(shape, steps)), cell, BytesOfOrder(shape, scope), bytes);
    }

    /// <summary>For sets of neurons that begin in the same layer; an order is a mask, and the intact network is one of them.</summary>
    public static BatchSize ForSets(NetworkShape shape, int first, int samples, int sets, long bytes)
    {
        var ranks = sizeof(int) * Enumerable.Range(first, shape.Layers - first).Sum(layer => (long)shape.Width(layer));
        return Fit(
            shape, samples, Math.Min(2, sets + 1), Math.Min(sets + 1, Most(shape, 1)), BytesOfMaskedCell(shape, first, 1), ranks, bytes);
    }

    /// <summary>So many orders a grid has room for, and their steps and neurons can be counted in 32 bits.</summary>
    private static int Most(NetworkShape shape, int steps) =>
        Math.Min(LaunchLimits.MostDown, int.MaxValue / Math.Max(steps, shape.Hidden.Max()));

    private static BatchSize Fit(NetworkShape shape, int samples, int fewest, int orders, long cell, long bytesOfOrder, long bytes)
    {
        var wholeBlocks = Math.Min(
            (samples + TallyKernel.Block - 1) / TallyKernel.Block, int.MaxValue / TallyKernel.Block / shape.Hidden.Max());
        var together = (int)Math.Clamp(bytes / ((cell * TallyKernel.Block) + bytesOfOrder), fewest, orders);
        var left = bytes - (together * bytesOfOrder);
        var blocks = (int)Math.Clamp(left / (cell * TallyKernel.Block * together), 1, wholeBlocks);
        return new BatchSize(together, blocks * TallyKernel.Block);
    }

    /// <summary>Bytes per order and sample: sums and outputs of every layer after the first, scores, and the tallies of every
    /// step.</summary>
    private static long BytesOfCell(NetworkShape shape, AblationScope scope)
    {
        var first = scope.IsNetwork ? 1 : scope.Layer;
        // Within a layer, the next one's sums are kept beside its outputs.
        long sums = Enumerable.Range(first + 1, shape.Layers - first).Sum(shape.Width) + (scope.IsNetwork ? 1 : shape.Width(first + 1));
        // The first layer's intact outputs and lists are shared by all orders; to count them for one is on the safe side.
        return (sizeof(float) * (sums + (2L * shape.Width(first)) + 2))
            + (16L * (scope.Neurons(shape).Count() + 1) / TallyKernel.Block) + 2;
    }

    /// <summary>Bytes per mask and sample: values and sums of every layer, scores, tallies; intact outputs and replacements, which all
    /// masks share, counted for one.</summary>
    private static long BytesOfMaskedCell(NetworkShape shape, int first, int steps)
    {
        var widths = Enumerable.Range(first, shape.Layers - first).Sum(layer => (2L * shape.Width(layer)) + shape.Width(layer + 1));
        return (sizeof(float) * (widths + shape.Width(first) + 2)) + (16L * steps / TallyKernel.Block) + 2;
    }

    private static long BytesOfOrder(NetworkShape shape, AblationScope scope)
    {
        var steps = scope.Neurons(shape).Count() + 1L;
        var weights = scope.IsNetwork
            ? Enumerable.Range(1, shape.Hidden.Length).Sum(layer => (long)shape.Width(layer) * shape.Width(layer + 1))
            : 0;
        return (sizeof(float) * weights) + (steps * (64 + (16L * shape.Layers)));
    }
}
