using System.Runtime.CompilerServices;
using Engine.Networks;
using ILGPU;
using Kernels.Ilgpu.Arithmetic;

namespace Kernels.Ilgpu.Products;

/// <summary>Where the sums of one sample and eight columns begin, and where they go.</summary>
internal static class Sums
{
    /// <param name="sample">Its number; -1 for none.</param>
    /// <param name="place">Its place in the list.</param>
    public static Eight Start(AffineArguments a, Move move, int order, int sample, int place, int column)
    {
        Eight start = default;
        if (sample < 0)
            return start;
        var continues = move.Continues != 0;
        var from = continues ? a.Sums : a.Bias;
        long step = continues ? a.OutputStride : 1;
        var at = continues ? Row(a, order, column) + (a.SumsBySample != 0 ? sample : place) : (order * a.BiasPerOrder) + column;
        var columns = move.Columns - column;
        if (columns > 0)
            start.A = from[at];
        if (columns > 1)
            start.B = from[at + step];
        if (columns > 2)
            start.C = from[at + (2 * step)];
        if (columns > 3)
            start.D = from[at + (3 * step)];
        if (columns > 4)
            start.E = from[at + (4 * step)];
        if (columns > 5)
            start.F = from[at + (5 * step)];
        if (columns > 6)
            start.G = from[at + (6 * step)];
        if (columns > 7)
            start.H = from[at + (7 * step)];
        return start;
    }

    public static void Store(AffineArguments a, Move move, int order, int sample, int place, int column, Eight sums)
    {
        if (sample < 0)
            return;
        var row = Row(a, order, column);
        var columns = move.Columns - column;
        if (a.StoresSums != 0)
            Store(a.Sums, row + (a.SumsBySample != 0 ? sample : place), a.OutputStride, columns, sums);
        if (a.StoresOutputs != 0)
            Store(a.Outputs, row + place, a.OutputStride, columns, Activate(a.Activation, sums));
    }

    /// <summary>Rectifiers in line, the others by a call: in line they would stand in a kernel 64 times, and for rectifiers a call would
    /// cost more than its work.</summary>
    private static Eight Activate(Activation activation, Eight sums)
    {
        if (activation != Activation.Relu)
            return Call(activation, sums);
        sums.A = DeviceActivation.Rectify(sums.A);
        sums.B = DeviceActivation.Rectify(sums.B);
        sums.C = DeviceActivation.Rectify(sums.C);
        sums.D = DeviceActivation.Rectify(sums.D);
        sums.E = DeviceActivation.Rectify(sums.E);
        sums.F = DeviceActivation.Rectify(sums.F);
        sums.G = DeviceActivation.Rectify(sums.G);
        sums.H = DeviceActivation.Rectify(sums.H);
        return sums;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Eight Call(Activation activation, Eight sums)
    {
        sums.A = DeviceActivation.Apply(activation, sums.A);
        sums.B = DeviceActivation.Apply(activation, sums.B);
        sums.C = DeviceActivation.Apply(activation, sums.C);
        sums.D = DeviceActivation.Apply(activation, sums.D);
        sums.E = DeviceActivation.Apply(activation, sums.E);
        sums.F = DeviceActivation.Apply(activation, sums.F);
        sums.G = DeviceActivation.Apply(activation, sums.G);
        sums.H = DeviceActivation.Apply(activation, sums.H);
        return sums;
    }

    private static long Row(AffineArguments a, int order, int column) => (((long)order * a.Width) + column) * a.OutputStride;

    private static void Store(ArrayView<float> to, long at, long step, int columns, Eight sums)
    {
        if (columns > 0)
            to[at] = sums.A;
        if (columns > 1)
            to[at + step] = sums.B;
        if (columns > 2)
            to[at + (2 * step)] = sums.C;
        if (columns > 3)
            to[at + (3 * step)] = sums.D;
        if (columns > 4)
            to[at + (4 * step)] = sums.E;
        if (columns > 5)
            to[at + (5 * step)] = sums.F;
        if (columns > 6)
            to[at + (6 * step)] = sums.G;
        if (columns > 7)
            to[at + (7 * step)] = sums.H;
    }
}
