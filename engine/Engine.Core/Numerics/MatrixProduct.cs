using System.Runtime.Intrinsics;
using Engine.Numerics.Products;

namespace Engine.Numerics;

/// <summary>The single-precision matrix product of the engine, chosen by vector width.</summary>
public static class MatrixProduct
{
    /// <summary>Computes rows [<paramref name="firstRow"/>, +<paramref name="rows"/>) and panels
    /// [<paramref name="firstPanel"/>, +<paramref name="panels"/>) of the product.</summary>
    public static void Run(VectorWidth width, in ProductArguments product, int firstRow, int rows, int firstPanel, int panels)
    {
        switch (width)
        {
            case VectorWidth.Bits512:
                ProductKernel<Lanes512, Vector512<float>>.Run(product, firstRow, rows, firstPanel, panels);
                break;
            case VectorWidth.Bits256:
                ProductKernel<Lanes256, Vector256<float>>.Run(product, firstRow, rows, firstPanel, panels);
                break;
            default:
                ProductKernel<Lanes128, Vector128<float>>.Run(product, firstRow, rows, firstPanel, panels);
                break;
        }
    }
}
