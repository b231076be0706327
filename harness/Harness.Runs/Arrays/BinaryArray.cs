using System.Buffers;
using System.Collections.Immutable;
using Engine;

namespace Harness.Runs.Arrays;

/// <summary>An array whose elements lie in a <see cref="ByteSource"/>, one after the other or in strides.</summary>
internal sealed class BinaryArray : StoredArray
{
    private const int BlockBytes = 1 << 18;

    /// <summary>Strides that are not read from the file in one go are read in pieces of this size.</summary>
    private const int ColumnBlockBytes = 1 << 23;

    /// <summary>Up to this many bytes, what lies in strides is taken into memory whole.</summary>
    private const long SmallBytes = 1 << 20;

    private readonly string _where;
    private readonly ElementFormat _format;
    private readonly ImmutableArray<long> _strides;
    private readonly ByteSource _source;
    private readonly long _count;
    private readonly bool _isContiguous;
    private readonly Lazy<byte[]> _whole;

    /// <param name="where">What errors call the array: its file and name.</param>
    /// <param name="shape">Checked by <see cref="ArrayShape"/>.</param>
    /// <param name="strides">In elements, one for each extent.</param>
    /// <param name="source">Begins with the array's first element and holds all that its shape and strides reach.</param>
    public BinaryArray(
        string where, string name, ElementFormat format, ImmutableArray<long> shape, ImmutableArray<long> strides, ByteSource source)
        : base(name, format.Kind, shape)
    {
        _where = where;
        _format = format;
        _strides = strides;
        _source = source;
        _count = ArrayShape.Count(shape);
        _isContiguous = _count == 0 || IsRowMajor(shape, strides);
        _whole = new(LoadWhole);
    }

    /// <summary>The same array under another name.</summary>
    public BinaryArray Named(string where, string name) => new(where, name, _format, Shape, _strides, _source);

    public override void Read(long firstRow, Span<float> values)
    {
        RequireNumbers();
        var width = Width;
        ArgumentOutOfRangeException.ThrowIfNegative(firstRow);
        if (values.IsEmpty)
            return;
        if (width == 0 || values.Length % width != 0 || values.Length / width > Rows - firstRow)
            throw new ArgumentException(
                $"{Name} of shape {ShapeName} has no {values.Length} values from row {firstRow} on", nameof(values));
        var block = BlockElements(width);
        using var buffer = MemoryPool<byte>.Shared.Rent((int)Math.Min((long)block * _format.Size, (long)values.Length * _format.Size));
        for (var done = 0; done < values.Length;)
        {
            var part = values.Slice(done, Math.Min(block, values.Length - done));
            _format.ToSingles(Packed((firstRow * width) + done, part.Length, buffer.Memory.Span), part);
            done += part.Length;
        }
    }

    public override bool HasElements => _isContiguous && BitConverter.IsLittleEndian && !_format.IsBigEndian
        && (Kind is ElementKind.Float16 or ElementKind.BFloat16 or ElementKind.Float32);

    public override void ReadElements(long firstRow, Span<byte> elements)
    {
        if (!HasElements)
            base.ReadElements(firstRow, elements);
        var row = Width * _format.Size;
        ArgumentOutOfRangeException.ThrowIfNegative(firstRow);
        if (elements.IsEmpty)
            return;
        if (row == 0 || elements.Length % row != 0 || elements.Length / row > Rows - firstRow)
            throw new ArgumentException(
                $"{Name} of shape {ShapeName} has no {elements.Length} bytes of rows from row {firstRow} on", nameof(elements));
        _source.Read(firstRow * row, elements);
    }

    public override long[] ReadIntegers()
    {
        RequireNumbers();
        var values = Reserve<long>(sizeof(long));
        var format = _format;
        ReadAll((bytes, first) =>
        {
            for (var i = 0; i * format.Size < bytes.Length; i++)
            {
                var element = bytes.Slice(i * format.Size, format.Size);
                values[first + i] = format.Integer(element) ?? throw new UserErrorException(
                    $"{_where}: element {first + i} is {format.Shown(element)}; whole numbers of at most 64 bits are needed here.");
            }
        });
        return values;
    }

    public override string[] ReadTexts()
    {
        if (Kind != ElementKind.Text)
            throw new UserErrorException($"{_where}: holds elements of {Kind}, texts are needed here.");
        // An empty string's share of an array and of the heap.
        var values = Reserve<string>(_format.Size + 32);
        ReadAll((bytes, first) =>
        {
            for (var i = 0; i * _format.Size < bytes.Length; i++)
                values[first + i] = TextOf(bytes.Slice(i * _format.Size, _format.Size), first + i);
        });
        return values;
    }

    private string TextOf(ReadOnlySpan<byte> element, int index)
    {
        try
        {
            return _format.TextOf(element);
        }
        catch (ArgumentException cause)
        {
            throw new UserErrorException(
                $"{_where}: element {index} is no valid Unicode. The file is damaged or its texts are bytes.", cause);
        }
    }

    private void ReadAll(Action<ReadOnlySpan<byte>, int> take)
    {
        if (_count == 0)
            return;
        var block = BlockElements(Width);
        var buffer = new byte[Math.Min((long)block * _format.Size, _count * _format.Size)];
        for (var done = 0; done < _count;)
        {
            var part = (int)Math.Min(block, _count - done);
            take(Packed(done, part, buffer), done);
            done += part;
        }
    }

    private T[] Reserve<T>(int bytesEach)
    {
        if (_count > Array.MaxLength || _count > AvailableMemory.Bytes / 2 / bytesEach)
            throw new UserErrorException(
                $"{_where}: its {_count} elements do not fit into memory: {AvailableMemory.Shortage("use a smaller array")}");
        return new T[_count];
    }

    private void RequireNumbers()
    {
        if (Kind == ElementKind.Text)
            throw new UserErrorException($"{_where}: holds texts, numbers are needed here.");
    }

    private bool ReadsColumns => !_isContiguous && _strides[0] == 1 && _source.IsSeekable && ReachedBytes > SmallBytes;

    private long ReachedBytes => ArrayShape.Reach(Shape, _strides) * _format.Size;

    private int BlockElements(long width)
    {
        if (!ReadsColumns)
            return Math.Max(1, BlockBytes / _format.Size);
        var rows = Math.Max(1, ColumnBlockBytes / (width * _format.Size));
        return rows * width <= Array.MaxLength / _format.Size
            ? (int)(rows * width)
            : throw new UserErrorException($"{_where}: a row of {width} elements is too long to be read. Save it in C order.");
    }

    /// <summary>Elements in row-major and little-endian order.</summary>
    private Span<byte> Packed(long first, int count, Span<byte> buffer)
    {
        var bytes = buffer[..(count * _format.Size)];
        if (_isContiguous)
            _source.Read(first * _format.Size, bytes);
        else if (ReadsColumns)
            PackColumns(first, bytes);
        else
            Pack(first, bytes);
        _format.Order(bytes);
        return bytes;
    }

    private void Pack(long first, Span<byte> bytes)
    {
        var (whole, size) = (_whole.Value, _format.Size);
        for (var i = 0; i * size < bytes.Length; i++)
            whole.AsSpan((int)(Place(first + i) * size), size).CopyTo(bytes[(i * size)..]);
    }

    /// <summary>Whole rows, of which each element lies in the file beside that of the next row.</summary>
    private void PackColumns(long first, Span<byte> bytes)
    {
        var (size, width) = (_format.Size, Width);
        var rows = (int)(bytes.Length / size / width);
        var column = new byte[rows * size];
        for (var inner = 0; inner < width; inner++)
        {
            _source.Read((Place(inner) + (first / width)) * size, column);
            for (var row = 0; row < rows; row++)
                column.AsSpan(row * size, size).CopyTo(bytes[(int)(((row * width) + inner) * size)..]);
        }
    }

    /// <summary>Where an element of a row-major number lies, in elements.</summary>
    private long Place(long number)
    {
        var place = 0L;
        for (var dimension = Shape.Length - 1; dimension >= 0; dimension--)
        {
            place += number % Shape[dimension] * _strides[dimension];
            number /= Shape[dimension];
        }
        return place;
    }

    private byte[] LoadWhole()
    {
        var length = ReachedBytes;
        if (length > Array.MaxLength || length > AvailableMemory.Bytes / 2)
            throw new UserErrorException($"{_where}: is not stored in row-major order, and its {length} bytes are too many to be "
                + "turned in memory. Save it in C order, e.g. by numpy.ascontiguousarray.");
        var bytes = new byte[length];
        _source.Read(0, bytes);
        return bytes;
    }

    private static bool IsRowMajor(ImmutableArray<long> shape, ImmutableArray<long> strides)
    {
        var needed = ArrayShape.RowMajor(shape);
        return Enumerable.Range(0, shape.Length).All(i => shape[i] == 1 || strides[i] == needed[i]);
    }
}

/// <summary>Arithmetic of extents and strides that lie: nothing overflows unnoticed.</summary>
internal static class ArrayShape
{
    /// <summary>NumPy's own limit is 64, PyTorch has 64 too.</summary>
    public const int MostDimensions = 64;

    /// <exception cref="UserErrorException">An extent is negative, there are too many, or their product overflows.</exception>
    public static void Check(ImmutableArray<long> shape, int elementSize, string where)
    {
        if (shape.Length > MostDimensions)
            throw new UserErrorException(
                $"{where}: states {shape.Length} dimensions, at most {MostDimensions} can be read. The file is damaged.");
        if (shape.FirstOrDefault(extent => extent < 0) is < 0 and var negative)
            throw new UserErrorException($"{where}: states an extent of {negative}. The file is damaged.");
        // Extents beside a zero are checked too: others multiply them without it.
        var product = 1L;
        foreach (var extent in shape.Where(extent => extent > 0))
        {
            if (extent > long.MaxValue / elementSize / product)
                throw new UserErrorException(
                    $"{where}: states the shape [{string.Join(", ", shape)}], more than any file can hold. The file is damaged.");
            product *= extent;
        }
    }

    /// <summary>The number of elements of a checked shape.</summary>
    public static long Count(ImmutableArray<long> shape) => shape.Aggregate(1L, (product, extent) => product * extent);

    /// <summary>The elements from the first to the last that a checked shape with these strides reaches, none of them negative.</summary>
    public static long Reach(ImmutableArray<long> shape, ImmutableArray<long> strides)
    {
        if (shape.Contains(0))
            return 0;
        var reach = (Int128)1;
        for (var i = 0; i < shape.Length; i++)
            reach += (Int128)(shape[i] - 1) * strides[i];
        return reach > long.MaxValue / 16 ? long.MaxValue / 16 : (long)reach;
    }

    /// <summary>Strides of the C order.</summary>
    public static ImmutableArray<long> RowMajor(ImmutableArray<long> shape)
    {
        var strides = new long[shape.Length];
        var stride = 1L;
        for (var i = shape.Length - 1; i >= 0; i--)
            (strides[i], stride) = (stride, stride * Math.Max(1, shape[i]));
        return [.. strides];
    }

    /// <summary>Strides of the Fortran order.</summary>
    public static ImmutableArray<long> ColumnMajor(ImmutableArray<long> shape)
    {
        var strides = new long[shape.Length];
        var stride = 1L;
        for (var i = 0; i < shape.Length; i++)
            (strides[i], stride) = (stride, stride * Math.Max(1, shape[i]));
        return [.. strides];
    }
}
