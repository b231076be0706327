namespace Kernels.Ilgpu.Products;

/// <summary>128 samples by 128 columns.</summary>
internal readonly struct Tile16x16 : ITile
{
    public int Across => 16;

    public int Down => 16;
}
