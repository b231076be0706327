using Engine.Ablation;
using Engine.Networks;

namespace Kernels.Ilgpu.Ablation;

/// <summary>How many orders and samples are evaluated together. No result depends on it.</summary>
/// <param name="Samples">Whole blocks of <see cref="TallyKernel.Block"/>.</param>
internal readonly record struct BatchSize(int Orders, int Samples)
{
    /// <summary>What a grid has room for.</summary>
    private const int MostOrders = ushort.MaxValue;

    /// <summary>The most that fits, one order and one block at least: all orders before more samples, since they share what is read.</summary>
    public static BatchSize For(NetworkShape shape, AblationRequest request, int orders, long bytes)
    {
        var (scope, samples) = (request.Scope, request.Data.Samples);
        var cell = request.Replaced.Kind == Replacement.Zero ? BytesOfCell(shape, scope) : BytesOfReplacedCell(shape, scope);
        var wholeBlocks = Math.Min((samples + TallyKernel.Block - 1) / TallyKernel.Block, int.MaxValue / TallyKernel.Block / shape.Hidden.Max());
        var together = (int)Math.Clamp(bytes / ((cell * TallyKernel.Block) + BytesOfOrder(shape, scope)), 1, Math.Min(orders, MostOrders));
        var left = bytes - (together * BytesOfOrder(shape, scope));
        var blocks = (int)Math.Clamp(left / (cell * TallyKernel.Block * together), 1, wholeBlocks);
        return new BatchSize(together, blocks * TallyKernel.Block);
    }

    /// <summary>Bytes per order and sample: sums and outputs of every layer after the first, scores, and the tallies of every step.</summary>
    private static long BytesOfCell(NetworkShape shape, AblationScope scope)
    {
        var first = scope.IsNetwork ? 1 : scope.Layer;
        // Within a layer, the next one's sums are kept beside its outputs.
        long sums = Enumerable.Range(first + 1, shape.Layers - first).Sum(shape.Width) + (scope.IsNetwork ? 1 : shape.Width(first + 1));
        // The first layer's intact outputs and lists are shared by all orders; to count them for one is on the safe side.
        return (sizeof(float) * (sums + (2L * shape.Width(first)) + 2)) + (16L * (scope.Neurons(shape).Count() + 1) / TallyKernel.Block) + 2;
    }

    /// <summary>Bytes per order and sample where outputs are replaced: values and sums of every layer, scores, tallies; replacements, which all orders share, counted for one.</summary>
    private static long BytesOfReplacedCell(NetworkShape shape, AblationScope scope)
    {
        var widths = Enumerable.Range(scope.FirstLayer, shape.Layers - scope.FirstLayer).Sum(layer => (2L * shape.Width(layer)) + shape.Width(layer + 1));
        return (sizeof(float) * (widths + shape.Width(scope.FirstLayer) + 2)) + (16L * (scope.Neurons(shape).Count() + 1) / TallyKernel.Block) + 2;
    }

    private static long BytesOfOrder(NetworkShape shape, AblationScope scope)
    {
        var steps = scope.Neurons(shape).Count() + 1L;
        var weights = scope.IsNetwork ? Enumerable.Range(1, shape.Hidden.Length).Sum(layer => (long)shape.Width(layer) * shape.Width(layer + 1)) : 0;
        return (sizeof(float) * weights) + (steps * (64 + (16L * shape.Layers)));
    }
}
