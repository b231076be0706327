namespace Engine.Numerics.Products;

/// <summary>The values that all rows share while one or two vectors of columns pass, over one block of depth.</summary>
internal unsafe struct ProductPass
{
    /// <summary>A at the block's first term.</summary>
    public float* A;

    /// <summary>The columns' vectors of B at the block's first term, <see cref="Panels.Width"/> floats from one term to the next.</summary>
    public float* B0, B1;

    /// <summary>The first vector's columns in C; the second's are <see cref="Second"/> floats further.</summary>
    public float* C;

    public nint Second;

    public int Depth;

    /// <summary>Whether sums begin here, at the values of the columns, or at 0 where there are none; otherwise they go on from C.</summary>
    public bool Begins;

    public float* Start0, Start1;

    /// <summary>The part of B that the next pass reads; null where that is near already.</summary>
    public float* Next;
}
