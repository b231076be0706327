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
}
