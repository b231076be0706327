namespace Engine.Safetensors;

/// <summary>The element types that are read; files are written as <see cref="F32"/>.</summary>
public enum TensorType
{
    F32,
    F16,
    BF16,
    F64,

    /// <summary>Counters such as PyTorch's <c>num_batches_tracked</c>; a reader of weights skips them.</summary>
    I64,

    I32,
    I16,
    I8,
    U64,
    U32,
    U16,
    U8,

    /// <summary>0 and 1.</summary>
    BOOL,

#pragma warning disable CA1707 // The format's own names, which its files have.
    /// <summary>One sign, four bits of exponent of bias 7, three of mantissa; no infinity, and NaN where all but the sign are 1.</summary>
    F8_E4M3,

    /// <summary>The upper half of a float16.</summary>
    F8_E5M2,
#pragma warning restore CA1707
}
