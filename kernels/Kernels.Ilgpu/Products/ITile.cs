namespace Kernels.Ilgpu.Products;

/// <summary>The shape of a group of <see cref="AffineKernel"/>: a type, so that a kernel is compiled with it as constants. Both are powers of two.</summary>
internal interface ITile
{
    /// <summary>Threads along the samples.</summary>
    int Across { get; }

    /// <summary>Threads along the columns.</summary>
    int Down { get; }
}
