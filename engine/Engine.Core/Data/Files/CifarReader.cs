namespace Engine.Data.Files;

/// <summary>The binary batches of CIFAR-10 and CIFAR-100 (Krizhevsky 2009): records of label bytes and 3,072 pixel bytes,
/// the 32 x 32 planes of red, green and blue.</summary>
public static class CifarReader
{
    public const int Classes = 10;
    public const int Channels = 3;
    public const int Inputs = Channels * 32 * 32;
    public const int RecordBytes = 1 + Inputs;

    /// <summary>Reads a batch into <paramref name="pixels"/>, <c>[records, 3072]</c>,
    /// and <paramref name="labels"/>, <c>[records]</c>.</summary>
    /// <param name="layout">Null for CIFAR-10's.</param>
    /// <exception cref="UserErrorException">The batch is shorter or longer than the records asked for, or a label is no class.</exception>
    public static void ReadBatch(DataFile file, Span<byte> pixels, Span<byte> labels, CifarLayout? layout = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        var of = layout ?? CifarLayout.Ten;
        if (pixels.Length != (long)labels.Length * Inputs)
            throw new ArgumentException($"{pixels.Length} pixel bytes for {labels.Length} records", nameof(pixels));
        var shape = $"a batch of {labels.Length} records of {of.RecordBytes} bytes";
        RequireLength(file, labels.Length, of, shape);
        ReadRecords(file, pixels, labels, of, shape);
        file.ExpectEnd(shape);
    }

    /// <summary>How many records the batch holds by its length.</summary>
    /// <param name="layout">Null for CIFAR-10's.</param>
    /// <exception cref="UserErrorException">The length is zero, no multiple of a record's, or beyond 2 GiB.</exception>
    public static int Records(DataFile file, CifarLayout? layout = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        var of = layout ?? CifarLayout.Ten;
        var length = file.DeclaredLength;
        if (length > 0 && length % of.RecordBytes == 0 && length <= Array.MaxLength)
            return (int)(length / of.RecordBytes);
        // A gzip that is cut short states any length: read to its end, it says so itself.
        if (file.IsCompressed)
            file.ReadToEnd();
        if (length > 0 && length % of.RecordBytes == 0)
            throw new UserErrorException($"{file.Name} is too long: it holds {length} bytes, of a set at most {Array.MaxLength} can be "
                + $"read, {Array.MaxLength / of.RecordBytes} images. Use fewer images.");
        throw new UserErrorException($"{file.Name} has the wrong length for a {of.Name} batch: it holds {length} bytes, "
            + $"needed is a multiple of {of.RecordBytes} ({of.LabelsSaid} and {Inputs} pixels). {NextStep(file, of)}");
    }

    // CIFAR-100's records have one more label, the coarse one.
    private static string NextStep(DataFile file, CifarLayout of) =>
        of.LabelBytes == 1 && file.DeclaredLength > 0 && file.DeclaredLength % (RecordBytes + 1) == 0
            ? $"That is the length of a CIFAR-100 file (records of {RecordBytes + 1} bytes): CIFAR-10's binary version is needed."
            : DataFile.NextStep;

    private static void RequireLength(DataFile file, int records, CifarLayout of, string layout)
    {
        var needed = (long)records * of.RecordBytes;
        if (!file.IsCompressed && file.MostBytes != needed)
            throw new UserErrorException(
                $"{file.Name} has the wrong length: it holds {file.MostBytes} bytes, {layout} needs {needed}. {NextStep(file, of)}");
        file.RequireRoom(needed, layout);
    }

    private static void ReadRecords(DataFile file, Span<byte> pixels, Span<byte> labels, CifarLayout of, string layout)
    {
        const int recordsAtATime = 64;
        var buffer = new byte[recordsAtATime * of.RecordBytes];
        for (var first = 0; first < labels.Length; first += recordsAtATime)
        {
            var count = Math.Min(recordsAtATime, labels.Length - first);
            var records = buffer.AsSpan(0, count * of.RecordBytes);
            file.ReadExactly(records, layout);
            for (var i = 0; i < count; i++)
            {
                var record = records.Slice(i * of.RecordBytes, of.RecordBytes);
                labels[first + i] = CheckedLabel(file, of, first + i, record[of.LabelAt]);
                record[of.LabelBytes..].CopyTo(pixels[((first + i) * Inputs)..]);
            }
        }
    }

    private static byte CheckedLabel(DataFile file, CifarLayout of, int record, byte label) =>
        label < of.Classes
            ? label
            : throw new UserErrorException($"{file.Name}: the label of record {record} is {label}, needed is 0 to {of.Classes - 1}. "
                + $"The file is damaged or no {of.Name} batch. {NextStep(file, of)}");
}

/// <summary>How a record of a binary batch begins.</summary>
/// <param name="LabelBytes">Before the pixels.</param>
/// <param name="LabelAt">The one among them that is the class.</param>
public sealed record CifarLayout(string Name, int LabelBytes, int LabelAt, int Classes)
{
    public static CifarLayout Ten { get; } = new("CIFAR-10", 1, 0, CifarReader.Classes);

    /// <summary>A coarse label and a fine one, which is the class.</summary>
    public static CifarLayout Fine { get; } = new("CIFAR-100", 2, 1, 100);

    /// <summary>The coarse one is the class.</summary>
    public static CifarLayout Coarse { get; } = Fine with { LabelAt = 0, Classes = 20 };

    public int RecordBytes => LabelBytes + CifarReader.Inputs;

    internal string LabelsSaid => LabelBytes == 1 ? "a label" : "two labels";
}
