using System.Buffers.Text;

namespace Engine.Data.Files;

/// <summary>The 8 x 8 digits as scikit-learn stores them: one image a line, 64 grey values (0 to 16, row-major) and the label (0 to 9),
/// separated by commas.</summary>
public static class DigitsReader
{
    public const int Classes = 10;
    public const int Inputs = 64;
    public const byte Brightest = 16;

    private const int LongestFile = 1 << 24;

    /// <summary>The grey values, <c>[samples, 64]</c>, and the labels, <c>[samples]</c>.</summary>
    /// <exception cref="UserErrorException">A line has not 65 numbers, or a number is out of its range.</exception>
    public static (byte[] Pixels, byte[] Labels) Read(DataFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var text = ReadText(file);
        var pixels = new List<byte>();
        var labels = new List<byte>();
        foreach (var range in text.AsSpan().Split((byte)'\n'))
        {
            var line = text.AsSpan(range).TrimEnd((byte)'\r');
            if (line.Length > 0)
                ReadLine(file, line, pixels, labels);
        }

        return labels.Count > 0
            ? ([.. pixels], [.. labels])
            : throw new UserErrorException(
                $"{file.Name} is empty: needed are lines of {Inputs} grey values and a label. {DataFile.NextStep}");
    }

    private static void ReadLine(DataFile file, ReadOnlySpan<byte> line, List<byte> pixels, List<byte> labels)
    {
        var number = labels.Count + 1;
        var column = 0;
        foreach (var range in line.Split((byte)','))
        {
            if (column < Inputs)
                pixels.Add(Value(file, line[range], number, column, Brightest));
            else if (column == Inputs)
                labels.Add(Value(file, line[range], number, column, Classes - 1));
            column++;
        }

        if (column != Inputs + 1)
            throw new UserErrorException(
                $"{file.Name}, line {number} has {column} numbers: needed are {Inputs} grey values and a label. {DataFile.NextStep}");
    }

    private static byte Value(DataFile file, ReadOnlySpan<byte> text, int line, int column, byte largest)
    {
        if (Utf8Parser.TryParse(text, out byte value, out var used) && used == text.Length && value <= largest)
            return value;
        var what = column == Inputs ? "label" : $"grey value {column + 1}";
        throw new UserErrorException($"{file.Name}, line {line}: the {what} is \"{System.Text.Encoding.UTF8.GetString(text)}\", "
            + $"needed is 0 to {largest}. {DataFile.NextStep}");
    }

    private static byte[] ReadText(DataFile file)
    {
        using var text = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (var read = file.Read(buffer); read > 0; read = file.Read(buffer))
        {
            text.Write(buffer, 0, read);
            if (text.Length > LongestFile)
                throw new UserErrorException(
                    $"{file.Name} is too long: it holds more than {LongestFile} bytes, the digits are 264712. {DataFile.NextStep}");
        }

        return text.ToArray();
    }
}
