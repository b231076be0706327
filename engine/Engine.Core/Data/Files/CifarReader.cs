namespace Engine.Data.Files;

/// <summary>CIFAR-10's binary batches (Krizhevsky 2009): records of one label byte (0 to 9) and 3,072 pixel bytes,
/// the 32 x 32 planes of red, green and blue.</summary>
public static class CifarReader
{
    public const int Classes = 10;
    public const int Channels = 3;
    public const int Inputs = Channels * 32 * 32;
    public const int RecordBytes = 1 + Inputs;

    /// <summary>Reads a batch into <paramref name="pixels"/>, <c>[records, 3072]</c>,
    /// and <paramref name="labels"/>, <c>[records]</c>.</summary>
    /// <exception cref="UserErrorException">The batch is shorter or longer than the records asked for, or a label is above 9.</exception>
    public static void ReadBatch(DataFile file, Span<byte> pixels, Span<byte> labels)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (pixels.Length != (long)labels.Length * Inputs)
            throw new ArgumentException($"{pixels.Length} pixel bytes for {labels.Length} records", nameof(pixels));
        var layout = $"a batch of {labels.Length} records of {RecordBytes} bytes";
        RequireLength(file, labels.Length, layout);
        ReadRecords(file, pixels, labels, layout);
        file.ExpectEnd(layout);
    }

    /// <summary>How many records the batch holds by its length.</summary>
    /// <exception cref="UserErrorException">The length is zero, no multiple of 3,073, or beyond 2 GiB.</exception>
    public static int Records(DataFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var length = file.DeclaredLength;
        if (length > 0 && length % RecordBytes == 0 && length <= Array.MaxLength)
            return (int)(length / RecordBytes);
        // A gzip that is cut short states any length: read to its end, it says so itself.
        if (file.IsCompressed)
            file.ReadToEnd();
        if (length > 0 && length % RecordBytes == 0)
            throw new UserErrorException($"{file.Name} is too long: it holds {length} bytes, of a set at most {Array.MaxLength} can be "
                + $"read, {Array.MaxLength / RecordBytes} images. Use fewer images.");
        throw new UserErrorException($"{file.Name} has the wrong length for a CIFAR-10 batch: it holds {length} bytes, "
            + $"needed is a multiple of {RecordBytes} (a label and {Inputs} pixels). {NextStep(file)}");
    }

    // CIFAR-100's records have one more label, the coarse one.
    private static string NextStep(DataFile file) =>
        file.DeclaredLength > 0 && file.DeclaredLength % (RecordBytes + 1) == 0
            ? $"That is the length of a CIFAR-100 file (records of {RecordBytes + 1} bytes): CIFAR-10's binary version is needed."
            : DataFile.NextStep;

    private static void RequireLength(DataFile file, int records, string layout)
    {
        var needed = (long)records * RecordBytes;
        if (!file.IsCompressed && file.MostBytes != needed)
            throw new UserErrorException(
                $"{file.Name} has the wrong length: it holds {file.MostBytes} bytes, {layout} needs {needed}. {NextStep(file)}");
        file.RequireRoom(needed, layout);
    }

    private static void ReadRecords(DataFile file, Span<byte> pixels, Span<byte> labels, string layout)
    {
        const int recordsAtATime = 64;
        var buffer = new byte[recordsAtATime * RecordBytes];
        for (var first = 0; first < labels.Length; first += recordsAtATime)
        {
            var count = Math.Min(recordsAtATime, labels.Length - first);
            var records = buffer.AsSpan(0, count * RecordBytes);
            file.ReadExactly(records, layout);
            for (var i = 0; i < count; i++)
            {
                var record = records.Slice(i * RecordBytes, RecordBytes);
                labels[first + i] = CheckedLabel(file, first + i, record[0]);
                record[1..].CopyTo(pixels[((first + i) * Inputs)..]);
            }
        }
    }

    private static byte CheckedLabel(DataFile file, int record, byte label) =>
        label < Classes
            ? label
            : throw new UserErrorException($"{file.Name}: the label of record {record} is {label}, needed is 0 to {Classes - 1}. "
                + $"The file is damaged or no CIFAR-10 batch. {NextStep(file)}");
}
