using System.Collections.Immutable;

namespace Harness.Runs.Arrays;

/// <summary>One array of a file: what it holds is known, its elements are read when they are asked for.</summary>
public abstract class StoredArray(string name, ElementKind kind, ImmutableArray<long> shape)
{
    /// <summary>The name in its file; of a file of one array, as <c>.npy</c> is, the file's name without its ending.</summary>
    public string Name { get; } = name;

    public ElementKind Kind { get; } = kind;

    /// <summary>Extents, outermost first; empty for a scalar.</summary>
    public ImmutableArray<long> Shape { get; } = shape;

    /// <summary>The first extent: samples, of an array of samples.</summary>
    public long Rows => Shape.IsEmpty ? 1 : Shape[0];

    /// <summary>The elements of one row: the product of all extents but the first.</summary>
    public long Width => Shape.Skip(1).Aggregate(1L, (product, extent) => checked(product * extent));

    /// <summary>The shape as messages show it, e.g. <c>[60000, 28, 28]</c>.</summary>
    public string ShapeName => $"[{string.Join(", ", Shape)}]";

    /// <summary>Reads whole rows from <paramref name="firstRow"/> on, each flattened in row-major order (whatever the order in the
    /// file), as the nearest float32; NaN and infinity come as they are. Rows that are read in order cost one pass over the file.</summary>
    /// <param name="values"><c>[rows, width]</c>; its length says how many rows.</param>
    /// <exception cref="Engine.UserErrorException">The file is damaged or cannot be read, or the elements are texts.</exception>
    public abstract void Read(long firstRow, Span<float> values);

    /// <summary>Whether <see cref="ReadElements"/> can be called: the elements are float16, bfloat16 or float32, and lie in the file row
    /// after row, as this machine holds them in memory.</summary>
    public virtual bool HasElements => false;

    /// <summary>Reads whole rows as they lie in the file, where <see cref="HasElements"/>.</summary>
    /// <param name="elements"><c>[rows, width]</c>, 2 or 4 bytes each; its length says how many rows.</param>
    /// <exception cref="Engine.UserErrorException">The file is damaged or cannot be read.</exception>
    public virtual void ReadElements(long firstRow, Span<byte> elements) =>
        throw new NotSupportedException($"{Name} can only be read as float32");

    /// <summary>All elements of an array of whole numbers or of booleans (0 and 1), and of one of floating-point numbers if each is
    /// whole.</summary>
    /// <exception cref="Engine.UserErrorException">The file is damaged or cannot be read, an element is not whole, or they do not fit
    /// memory.</exception>
    public abstract long[] ReadIntegers();

    /// <summary>All elements of an array of texts.</summary>
    /// <exception cref="Engine.UserErrorException">The file is damaged or cannot be read, or the elements are no texts.</exception>
    public abstract string[] ReadTexts();
}

/// <summary>The types of elements that are read.</summary>
public enum ElementKind
{
    Boolean,
    Int8,
    Int16,
    Int32,
    Int64,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    Float16,
    BFloat16,
    Float32,
    Float64,
    Text,

    /// <summary>Numbers of one byte, which safetensors and PyTorch have: <see cref="Engine.Safetensors.TensorType.F8_E4M3"/>.</summary>
    Float8E4M3,

    /// <summary><see cref="Engine.Safetensors.TensorType.F8_E5M2"/>.</summary>
    Float8E5M2,
}
