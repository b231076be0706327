using System.Buffers.Binary;

namespace Engine.Data.Files;

/// <summary>
/// The IDX format of the MNIST family: two zero bytes, a type code (8 = unsigned byte), the number of dimensions, each dimension as a
/// big-endian 32-bit count, then the values. Images are three-dimensional bytes, labels one-dimensional ones; other features have any
/// type and number of dimensions.
/// </summary>
public static class IdxReader
{
    private const byte UnsignedByte = 8, SignedByte = 9, Short = 0xb, Int = 0xc, Float = 0xd, Double = 0xe;
    private const int MostDimensions = 8;
    private const int ElementsAtATime = 1 << 13;

    /// <exception cref="UserErrorException">The file is not an IDX file of images, or is truncated, too long,
    /// empty or beyond 2 GiB.</exception>
    public static IdxImages ReadImages(DataFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var sizes = ReadHeader(file, dimensions: 3, "images");
        return new IdxImages(ReadValues(file, sizes), sizes[0], sizes[1], sizes[2]);
    }

    /// <summary>The labels as they stand in the file, <c>[samples]</c>.</summary>
    /// <exception cref="UserErrorException">The file is not an IDX file of labels, or is truncated, too long or empty.</exception>
    public static byte[] ReadLabels(DataFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return ReadValues(file, ReadHeader(file, dimensions: 1, "labels"));
    }

    /// <summary>Features of any element type and of two dimensions or more.</summary>
    /// <exception cref="UserErrorException">The file is not an IDX file of features, or is truncated, too long, empty or beyond
    /// 2^31 values.</exception>
    public static IdxFeatures ReadFeatures(DataFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var (type, dimensions) = ReadMagic(file, "images", fewest: 2, most: MostDimensions);
        var sizes = ReadSizes(file, dimensions);
        if (type == UnsignedByte)
            return new IdxFeatures([.. sizes], ReadValues(file, sizes), null);
        var values = new float[CheckedLength(file, sizes, Layout(sizes), ElementBytes(type))];
        ReadElements(file, sizes, type, (at, element) => values[at] = (float)Value(type, element));
        return new IdxFeatures([.. sizes], null, values);
    }

    /// <summary>Labels of any element type as they stand in the file, <c>[samples]</c>, and whether they are unsigned bytes.</summary>
    /// <exception cref="UserErrorException">The file is not an IDX file of labels, is truncated, too long or empty, or a label is not
    /// whole.</exception>
    public static (long[] Labels, bool AreBytes) ReadWholeLabels(DataFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var (type, dimensions) = ReadMagic(file, "labels", fewest: 1, most: 1);
        var sizes = ReadSizes(file, dimensions);
        if (type == UnsignedByte)
            return ([.. ReadValues(file, sizes).Select(label => (long)label)], true);
        var labels = new long[CheckedLength(file, sizes, Layout(sizes), ElementBytes(type))];
        ReadElements(file, sizes, type, (at, element) => labels[at] = Whole(file, at, Value(type, element)));
        return (labels, false);
    }

    /// <summary>The bytes of an element; 0 for a code that stands for no type.</summary>
    private static int ElementBytes(byte type) => type switch
    {
        UnsignedByte or SignedByte => 1,
        Short => 2,
        Int or Float => 4,
        Double => 8,
        _ => 0,
    };

    private static double Value(byte type, ReadOnlySpan<byte> element) => type switch
    {
        SignedByte => (sbyte)element[0],
        Short => BinaryPrimitives.ReadInt16BigEndian(element),
        Int => BinaryPrimitives.ReadInt32BigEndian(element),
        Float => BinaryPrimitives.ReadSingleBigEndian(element),
        _ => BinaryPrimitives.ReadDoubleBigEndian(element),
    };

    private static long Whole(DataFile file, int sample, double label) => label == Math.Floor(label) && Math.Abs(label) < 1L << 53
        ? (long)label
        : throw new UserErrorException($"{file.Name}: label {sample} is {label}; a label is a whole number.");

    private static void ReadElements(DataFile file, int[] sizes, byte type, ElementTaker take)
    {
        var (layout, bytes) = (Layout(sizes), ElementBytes(type));
        var (count, block) = (CheckedLength(file, sizes, layout, bytes), new byte[ElementsAtATime * bytes]);
        for (var first = 0; first < count; first += ElementsAtATime)
        {
            var elements = block.AsSpan(0, Math.Min(ElementsAtATime, count - first) * bytes);
            file.ReadExactly(elements, layout);
            for (var i = 0; i < elements.Length / bytes; i++)
                take(first + i, elements.Slice(i * bytes, bytes));
        }
        file.ExpectEnd(layout);
    }

    private delegate void ElementTaker(int at, ReadOnlySpan<byte> element);

    private static int[] ReadHeader(DataFile file, int dimensions, string content)
    {
        Span<byte> magic = stackalloc byte[4];
        file.ReadExactly(magic, "the IDX header");
        if (magic is not [0, 0, UnsignedByte, var found] || found != dimensions)
            throw WrongMagic(file, magic, content, dimensions);
        return ReadSizes(file, dimensions);
    }

    private static (byte Type, int Dimensions) ReadMagic(DataFile file, string content, int fewest, int most)
    {
        Span<byte> magic = stackalloc byte[4];
        file.ReadExactly(magic, "the IDX header");
        return magic is [0, 0, var type, var dimensions] && ElementBytes(type) > 0 && dimensions >= fewest && dimensions <= most
            ? (type, dimensions)
            : throw WrongMagic(file, magic, content, most == 1 ? 1 : 3);
    }

    private static int[] ReadSizes(DataFile file, int dimensions)
    {
        var header = new byte[4 * dimensions];
        file.ReadExactly(header, "the IDX header");
        var sizes = new int[dimensions];
        for (var i = 0; i < dimensions; i++)
            sizes[i] = CheckedSize(file, BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4 * i)), i);
        return sizes;
    }

    private static UserErrorException WrongMagic(DataFile file, ReadOnlySpan<byte> magic, string content, int dimensions)
    {
        var meaning = magic is [0, 0, UnsignedByte, 1] ? " (labels)" : magic is [0, 0, UnsignedByte, 3] ? " (images)" : "";
        return new UserErrorException(
            $"{file.Name} is not an IDX file of {content}: it starts with {Convert.ToHexStringLower(magic)}{meaning}, "
                + $"needed is 000008{dimensions:x2}. Check that the file has its right name and is not a web page saved in its place.");
    }

    private static string Layout(int[] sizes) => $"its IDX header ({string.Join(" x ", sizes)})";

    private static int CheckedSize(DataFile file, uint size, int dimension) => size switch
    {
        0 => throw new UserErrorException($"{file.Name} is empty: dimension {dimension + 1} in its IDX header is 0, "
            + $"needed is at least 1. {DataFile.NextStep}"),
        > int.MaxValue => throw new UserErrorException($"{file.Name}: dimension {dimension + 1} in its IDX header is {size}, "
            + $"needed is at most {int.MaxValue}. {DataFile.NextStep}"),
        _ => (int)size,
    };

    private static byte[] ReadValues(DataFile file, int[] sizes)
    {
        var layout = Layout(sizes);
        var values = GC.AllocateUninitializedArray<byte>(CheckedLength(file, sizes, layout, 1));
        file.ReadExactly(values, layout);
        file.ExpectEnd(layout);
        return values;
    }

    private static int CheckedLength(DataFile file, int[] sizes, string layout, int bytes)
    {
        // No extent is 0, so that a product that is far too large stays so; of three extents none is left out.
        var length = sizes.Aggregate((Int128)1, (product, size) => product > (Int128)1 << 64 ? product : product * size);
        if (length <= Array.MaxLength)
        {
            file.RequireRoom((long)length * bytes, layout);
            return (int)length;
        }

        throw new UserErrorException($"{file.Name}: {layout} asks for {length}{(sizes.Length > 3 ? " or more" : "")} "
            + $"{(bytes == 1 ? "bytes" : "values")}, at most {Array.MaxLength} can be read. {DataFile.NextStep}");
    }
}
