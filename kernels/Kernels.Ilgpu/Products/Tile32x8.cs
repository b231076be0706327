namespace Kernels.Ilgpu.Products;

/// <summary>256 samples by 64 columns.</summary>
internal readonly struct Tile32x8 : ITile
{
    public int Across => 32;

    public int Down => 8;
}
