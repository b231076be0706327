using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using Engine;

namespace Harness.Runs.Arrays.Pickles;

/// <summary>The bytes of a pickle from front to back, and the values that its operations carry.</summary>
internal sealed class PickleInput(ReadOnlyMemory<byte> pickle, string file)
{
    // More is no number of any data.
    private const int MostIntegerBytes = 256;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    public int Position { get; private set; }

    public bool IsAtEnd => Position == pickle.Length;

    public UserErrorException Broken(string what) =>
        new($"{file}: is no sound pickle: {what} at byte {Position}. The file is damaged or of another kind.");

    public ReadOnlyMemory<byte> Take(long length)
    {
        if (length < 0 || length > pickle.Length - Position)
            throw Broken($"{length} bytes are announced, {pickle.Length - Position} follow,");
        var taken = pickle.Slice(Position, (int)length);
        Position += (int)length;
        return taken;
    }

    public byte Byte() => Take(1).Span[0];

    public int UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2).Span);

    public long Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4).Span);

    public long UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4).Span);

    /// <summary>A length of 64 bits; one that does not fit a signed number comes negative, which no <see cref="Take"/> admits.</summary>
    public long Length64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8).Span);

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Take(8).Span);

    public string Text(long length)
    {
        try
        {
            // Half a pair of surrogates, which Python lets through, is no text here.
            return Utf8.GetString(Take(length).Span);
        }
        catch (DecoderFallbackException)
        {
            throw Broken("a text is no UTF-8");
        }
    }

    /// <summary>A whole number of any length, little-endian: <c>long</c>, or <see cref="BigInteger"/> where it does not fit.</summary>
    public object Integer(long length)
    {
        if (length > MostIntegerBytes)
            throw Broken($"a whole number of {length} bytes");
        var value = new BigInteger(Take(length).Span);
        if (!Fits(value))
            return value;
        return (long)value;
    }

    /// <summary>Up to the end of the line, which is taken too.</summary>
    public string Line()
    {
        var end = pickle.Span[Position..].IndexOf((byte)'\n');
        if (end < 0)
            throw Broken("a line has no end");
        var line = Encoding.Latin1.GetString(Take(end).Span);
        Take(1);
        return line;
    }

    /// <summary>Protocol 0's numbers in digits; <c>00</c> and <c>01</c> are truths.</summary>
    public object IntegerLine()
    {
        var line = Line();
        if (line is "00" or "01")
            return line == "01";
        var digits = line.EndsWith('L') ? line[..^1] : line;
        if (digits.Length > MostIntegerBytes || !BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, null, out var value))
            throw Broken("a whole number that is none");
        if (!Fits(value))
            return value;
        return (long)value;
    }

    public double DoubleLine() => Line() switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" => double.NaN,
        var line when double.TryParse(line, NumberStyles.Float, null, out var value) => value,
        _ => throw Broken("a number that is none"),
    };

    public long IndexLine() =>
        long.TryParse(Line(), NumberStyles.None, null, out var index) ? index : throw Broken("an index that is none");

    /// <summary>A string of Python 2 as its repr, in quotes and with escapes: bytes.</summary>
    public ReadOnlyMemory<byte> QuotedLine()
    {
        var line = Line();
        if (line.Length < 2 || line[0] is not ('\'' or '"') || line[^1] != line[0])
            throw Broken("a string without quotes");
        return Encoding.Latin1.GetBytes(Unescape(line[1..^1], isUnicode: false));
    }

    public string UnicodeLine() => Unescape(Line(), isUnicode: true);

    private string Unescape(string line, bool isUnicode)
    {
        var text = new StringBuilder();
        for (var at = 0; at < line.Length; at++)
        {
            var next = at + 1 < line.Length ? line[at + 1] : '\0';
            if (line[at] != '\\' || (isUnicode && next is not ('u' or 'U')))
            {
                text.Append(line[at]);
                continue;
            }
            at++;
            var digits = next switch { 'x' => 2, 'u' when isUnicode => 4, 'U' when isUnicode => 8, _ => 0 };
            if (digits == 0)
                text.Append(Plain(next));
            else if (at + digits < line.Length && int.TryParse(
                line.AsSpan(at + 1, digits), NumberStyles.AllowHexSpecifier, null, out var code) && code is >= 0 and <= 0x10FFFF)
                text.Append(code > 0xFFFF ? char.ConvertFromUtf32(code) : ((char)code).ToString());
            else
                throw Broken("an escape of a text");
            at += digits;
        }
        return text.ToString();
    }

    private char Plain(char escaped) => escaped switch
    {
        '\\' or '\'' or '"' => escaped,
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => throw Broken("an escape of a string"),
    };

    private static bool Fits(BigInteger value) => value >= long.MinValue && value <= long.MaxValue;
}
