namespace Kernels.Ilgpu.Products;

/// <summary>One thread, for the simulator.</summary>
internal readonly struct Tile1x1 : ITile
{
    public int Across => 1;

    public int Down => 1;
}
