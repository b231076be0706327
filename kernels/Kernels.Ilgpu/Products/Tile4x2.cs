namespace Kernels.Ilgpu.Products;

/// <summary>For devices whose groups are small.</summary>
internal readonly struct Tile4x2 : ITile
{
    public int Across => 4;

    public int Down => 2;
}
