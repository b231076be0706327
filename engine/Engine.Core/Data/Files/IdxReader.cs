using System.Buffers.Binary;

namespace Engine.Data.Files;

/// <summary>
/// The IDX format of the MNIST family: two zero bytes, a type code (8 = unsigned byte), the number of dimensions, each dimension as a
/// big-endian 32-bit count, then the values. Images are three-dimensional, labels one-dimensional.
/// </summary>
public static class IdxReader
{
    private const byte UnsignedByte = 8;

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

    private static int[] ReadHeader(DataFile file, int dimensions, string content)
    {
        CheckMagic(file, dimensions, content);
        var header = new byte[4 * dimensions];
        file.ReadExactly(header, "the IDX header");
        var sizes = new int[dimensions];
        for (var i = 0; i < dimensions; i++)
            sizes[i] = CheckedSize(file, BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4 * i)), i);
        return sizes;
    }

    private static void CheckMagic(DataFile file, int dimensions, string content)
    {
        Span<byte> magic = stackalloc byte[4];
        file.ReadExactly(magic, "the IDX header");
        if (magic is [0, 0, UnsignedByte, var found] && found == dimensions)
            return;
        var meaning = magic is [0, 0, UnsignedByte, 1] ? " (labels)" : magic is [0, 0, UnsignedByte, 3] ? " (images)" : "";
        throw new UserErrorException(
            $"{file.Name} is not an IDX file of {content}: it starts with {Convert.ToHexStringLower(magic)}{meaning}, "
                + $"needed is 000008{dimensions:x2}. Check that the file has its right name and is not a web page saved in its place.");
    }

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
        var layout = $"its IDX header ({string.Join(" x ", sizes)})";
        var values = GC.AllocateUninitializedArray<byte>(CheckedLength(file, sizes, layout));
        file.ReadExactly(values, layout);
        file.ExpectEnd(layout);
        return values;
    }

    private static int CheckedLength(DataFile file, int[] sizes, string layout)
    {
        // At most three factors below 2^31 each.
        var length = sizes.Aggregate((Int128)1, (product, size) => product * size);
        if (length <= Array.MaxLength)
        {
            file.RequireRoom((long)length, layout);
            return (int)length;
        }

        throw new UserErrorException(
            $"{file.Name}: {layout} asks for {length} bytes, at most {Array.MaxLength} can be read. {DataFile.NextStep}");
    }
}
