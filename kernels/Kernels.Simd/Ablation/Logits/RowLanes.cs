using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Engine.Numerics;

namespace Kernels.Simd.Ablation.Logits;

/// <summary>Turns some rows of a matrix into lanes: <c>[rows, columns]</c> becomes <c>[columns, rows]</c>.</summary>
/// <remarks>Four columns of eight rows, or of four, at a time: two rounds of zips, each within the halves of a vector.</remarks>
internal static unsafe class RowLanes
{
    /// <summary>Columns that are taken at once: so many less one are read and written behind the last.</summary>
    public const int Columns = 4;

    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private interface IElement
    {
        static abstract Vector128<float> Of(Vector128<float> value);

        static abstract Vector256<float> Of(Vector256<float> value);
    }

    /// <param name="rows">Numbers of the rows, <c>[<paramref name="width"/>]</c>.</param>
    /// <param name="width">How many rows, a multiple of four.</param>
    /// <param name="lanes">Written: <c>[columns, width]</c>.</param>
    public static void Gather(float* matrix, nint stride, int* rows, int width, int columns, float* lanes) =>
        Gather<Identity>(matrix, stride, rows, width, columns, lanes);

    /// <summary>The same, each element through <see cref="LaneMath{TLanes,TVector}.Relu"/>.</summary>
    public static void GatherRelu(float* matrix, nint stride, int* rows, int width, int columns, float* lanes) =>
        Gather<Rectified>(matrix, stride, rows, width, columns, lanes);

    private static void Gather<TElement>(float* matrix, nint stride, int* rows, int width, int columns, float* lanes)
        where TElement : IElement
    {
        var lane = 0;
        for (; Avx.IsSupported && lane + 8 <= width; lane += 8)
            Eight<TElement>(matrix, stride, rows + lane, width, columns, lanes + lane);
        for (; lane < width; lane += 4)
            Four<TElement>(matrix, stride, rows + lane, width, columns, lanes + lane);
    }

    private static void Eight<TElement>(float* matrix, nint stride, int* rows, nint width, nint columns, float* lanes)
        where TElement : IElement
    {
        float* r0 = matrix + (rows[0] * stride), r1 = matrix + (rows[1] * stride),
            r2 = matrix + (rows[2] * stride), r3 = matrix + (rows[3] * stride);
        float* r4 = matrix + (rows[4] * stride), r5 = matrix + (rows[5] * stride),
            r6 = matrix + (rows[6] * stride), r7 = matrix + (rows[7] * stride);
        for (nint c = 0; c < columns; c += Columns, lanes += Columns * width)
        {
            var v0 = Vector256.Create(Vector128.Load(r0 + c), Vector128.Load(r4 + c));
            var v1 = Vector256.Create(Vector128.Load(r1 + c), Vector128.Load(r5 + c));
            var v2 = Vector256.Create(Vector128.Load(r2 + c), Vector128.Load(r6 + c));
            var v3 = Vector256.Create(Vector128.Load(r3 + c), Vector128.Load(r7 + c));
            Vector256<float> z0 = Avx.UnpackLow(v0, v2), z1 = Avx.UnpackHigh(v0, v2);
            Vector256<float> z2 = Avx.UnpackLow(v1, v3), z3 = Avx.UnpackHigh(v1, v3);
            TElement.Of(Avx.UnpackLow(z0, z2)).Store(lanes);
            TElement.Of(Avx.UnpackHigh(z0, z2)).Store(lanes + width);
            TElement.Of(Avx.UnpackLow(z1, z3)).Store(lanes + (2 * width));
            TElement.Of(Avx.UnpackHigh(z1, z3)).Store(lanes + (3 * width));
        }
    }

    private static void Four<TElement>(float* matrix, nint stride, int* rows, nint width, nint columns, float* lanes)
        where TElement : IElement
    {
        float* r0 = matrix + (rows[0] * stride), r1 = matrix + (rows[1] * stride),
            r2 = matrix + (rows[2] * stride), r3 = matrix + (rows[3] * stride);
        for (nint c = 0; c < columns; c += Columns, lanes += Columns * width)
        {
            Vector128<float> v0 = Vector128.Load(r0 + c), v1 = Vector128.Load(r1 + c),
                v2 = Vector128.Load(r2 + c), v3 = Vector128.Load(r3 + c);
            Vector128<float> z0 = ZipLow(v0, v2), z1 = ZipHigh(v0, v2), z2 = ZipLow(v1, v3), z3 = ZipHigh(v1, v3);
            TElement.Of(ZipLow(z0, z2)).Store(lanes);
            TElement.Of(ZipHigh(z0, z2)).Store(lanes + width);
            TElement.Of(ZipLow(z1, z3)).Store(lanes + (2 * width));
            TElement.Of(ZipHigh(z1, z3)).Store(lanes + (3 * width));
        }
    }

    [MethodImpl(Inline)]
    private static Vector128<float> ZipLow(Vector128<float> left, Vector128<float> right)
    {
        if (Sse.IsSupported)
            return Sse.UnpackLow(left, right);
        return AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(left, right) : Vector128.Create(left[0], right[0], left[1], right[1]);
    }

    [MethodImpl(Inline)]
    private static Vector128<float> ZipHigh(Vector128<float> left, Vector128<float> right)
    {
        if (Sse.IsSupported)
            return Sse.UnpackHigh(left, right);
        return AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(left, right) : Vector128.Create(left[2], right[2], left[3], right[3]);
    }

    private readonly struct Identity : IElement
    {
        [MethodImpl(Inline)]
        public static Vector128<float> Of(Vector128<float> value) => value;

        [MethodImpl(Inline)]
        public static Vector256<float> Of(Vector256<float> value) => value;
    }

    private readonly struct Rectified : IElement
    {
        [MethodImpl(Inline)]
        public static Vector128<float> Of(Vector128<float> value) => LaneMath<Lanes128, Vector128<float>>.Relu(value);

        [MethodImpl(Inline)]
        public static Vector256<float> Of(Vector256<float> value) => LaneMath<Lanes256, Vector256<float>>.Relu(value);
    }
}
