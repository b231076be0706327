using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Engine;

namespace Harness.Runs.Arrays;

/// <summary>The header of NumPy's format, versions 1 to 3: a magic word, a length, and a Python dict with descr, fortran_order and
/// shape.</summary>
/// <remarks>https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html</remarks>
/// <param name="Shape">Checked: its elements take exactly what follows the header.</param>
internal sealed record NpyHeader(ElementFormat Format, bool IsFortran, ImmutableArray<long> Shape, long DataOffset)
{
    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>NumPy itself reads 10,000 bytes; names of structures, which are not read, make them longer.</summary>
    private const int MostHeaderBytes = 1 << 20;

    public ImmutableArray<long> Strides => IsFortran ? ArrayShape.ColumnMajor(Shape) : ArrayShape.RowMajor(Shape);

    /// <exception cref="UserErrorException">It is no sound file of one array, or one of a type that is not read.</exception>
    public static NpyHeader Read(ByteSource source, string where)
    {
        var start = new byte[Math.Min(12, source.Length)];
        source.Read(0, start);
        if (!start.AsSpan().StartsWith(Magic))
            throw new UserErrorException($"{where}: does not begin as NumPy's format does. It is damaged or another kind of file.");
        if (start.Length < 12)
            throw Truncated(where, "its header is not all there");
        if (start[6] is < 1 or > 3)
            throw new UserErrorException($"{where}: is of version {start[6]}.{start[7]} of NumPy's format; versions 1 to 3 are read.");
        var begin = start[6] == 1 ? 10 : 12;
        long length = start[6] == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(8))
            : BinaryPrimitives.ReadUInt32LittleEndian(start.AsSpan(8));
        if (length > source.Length - begin)
            throw Truncated(where, "its header is not all there");
        if (length > MostHeaderBytes)
            throw new UserErrorException($"{where}: states a header of {length} bytes; at most {MostHeaderBytes} are read.");
        var text = new byte[length];
        source.Read(begin, text);
        var header = new NpyDictionary((start[6] == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(text), where).Read(begin + length);
        var needed = ArrayShape.Count(header.Shape) * header.Format.Size;
        var found = source.Length - header.DataOffset;
        if (needed > found)
            throw Truncated(
                where, $"{header.Format.Kind} of shape [{string.Join(", ", header.Shape)}] needs {needed} bytes, {found} follow");
        return needed == found
            ? header
            : throw new UserErrorException($"{where}: {found} bytes follow the header, its array needs {needed}. Save each array in a file "
                + "of its own, or several by numpy.savez.");
    }

    private static UserErrorException Truncated(string where, string what) =>
        new($"{where}: is truncated: {what}. Copy it again.");
}

/// <summary>Reads the dict of a header, and the names of NumPy's types.</summary>
internal sealed class NpyDictionary(string text, string where)
{
    private int _at;

    public NpyHeader Read(long dataOffset)
    {
        string? type = null;
        bool? isFortran = null;
        ImmutableArray<long>? shape = null;
        Expect('{');
        while (!Take('}'))
        {
            var key = Text();
            Expect(':');
            if (key == "descr" && type is null)
                type = Type();
            else if (key == "fortran_order" && isFortran is null)
                isFortran = Truth();
            else if (key == "shape" && shape is null)
                shape = Shape();
            else
                throw Broken($"the key {key}");
            if (!Take(',') && Next != '}')
                throw Broken("no comma");
        }
        SkipBlanks();
        if (_at < text.Length || type is null || isFortran is null || shape is null)
            throw Broken(_at < text.Length ? "something behind it" : "no descr, fortran_order or shape");
        var format = TypeOf(type, where);
        ArrayShape.Check(shape.Value, format.Size, where);
        return new NpyHeader(format, isFortran.Value, shape.Value, dataOffset);
    }

    /// <summary>The format of a type by NumPy's name, e.g. <c>&lt;f4</c>.</summary>
    /// <exception cref="UserErrorException">Elements of the type are not read; the message says why.</exception>
    public static ElementFormat TypeOf(string type, string where)
    {
        var order = type.Length > 0 && "<>|=".Contains(type[0]) ? type[0] : '=';
        var name = type.TrimStart('<', '>', '|', '=');
        var isBig = order == '>';
        ElementKind? kind = name switch
        {
            "b1" or "?" => ElementKind.Boolean,
            "i1" => ElementKind.Int8,
            "i2" => ElementKind.Int16,
            "i4" => ElementKind.Int32,
            "i8" => ElementKind.Int64,
            "u1" => ElementKind.UInt8,
            "u2" => ElementKind.UInt16,
            "u4" => ElementKind.UInt32,
            "u8" => ElementKind.UInt64,
            "f2" => ElementKind.Float16,
            "f4" => ElementKind.Float32,
            "f8" => ElementKind.Float64,
            _ => null,
        };
        if (kind is { } number)
            return ElementFormat.Of(number, isBig);
        if (name.Length > 1 && name[0] is 'U' or 'S' && int.TryParse(name[1..], NumberStyles.None, null, out var letters)
            && letters is > 0 and < 1 << 24)
            return ElementFormat.Text(letters, name[0] == 'U', isBig);
        throw new UserErrorException($"{where}: holds elements of type {Shown(type)}. " + (name.FirstOrDefault() switch
        {
            'O' => "An array of objects is a pickle, which can run anything when it is opened: save it with a number or text type, "
                + "e.g. by .astype(\"float32\") or .astype(str).",
            'c' => "Complex numbers are not read: save their real and imaginary parts.",
            'V' => "Structures and raw bytes are not read: save each field as an array (bfloat16: as float32, or as safetensors).",
            'M' or 'm' => "Moments are not read: save them as numbers, e.g. by .astype(\"int64\").",
            _ => "Those read are bool, int8 to int64, uint8 to uint64, float16, float32, float64 and texts of a fixed length.",
        }));
    }

    private char Next
    {
        get
        {
            SkipBlanks();
            return _at < text.Length ? text[_at] : '\0';
        }
    }

    private void SkipBlanks()
    {
        while (_at < text.Length && text[_at] is ' ' or '\n' or '\t' or '\r')
            _at++;
    }

    private bool Take(char letter)
    {
        if (Next != letter || _at >= text.Length)
            return false;
        _at++;
        return true;
    }

    private void Expect(char letter)
    {
        if (!Take(letter))
            throw Broken($"no {letter}");
    }

    private string Text()
    {
        if (Next is not ('\'' or '"'))
            throw Broken("no text in quotes");
        var end = text.IndexOf(text[_at], _at + 1);
        if (end < 0)
            throw Broken("a text without an end");
        var found = text[(_at + 1)..end];
        _at = end + 1;
        return found;
    }

    private string Type() => Next is '[' or '('
        ? throw new UserErrorException(
            $"{where}: holds structures of several fields, which are not read. Save each field as an array of its own.")
        : Text();

    private bool Truth()
    {
        SkipBlanks();
        foreach (var (word, value) in new[] { ("True", true), ("False", false) })
        {
            if (string.CompareOrdinal(text, _at, word, 0, word.Length) != 0)
                continue;
            _at += word.Length;
            return value;
        }
        throw Broken("neither True nor False as fortran_order");
    }

    private ImmutableArray<long> Shape()
    {
        var extents = ImmutableArray.CreateBuilder<long>();
        Expect('(');
        while (!Take(')'))
        {
            extents.Add(Whole());
            if (extents.Count > ArrayShape.MostDimensions)
                throw new UserErrorException($"{where}: states more than {ArrayShape.MostDimensions} dimensions. The file is damaged.");
            if (!Take(',') && Next != ')')
                throw Broken("no comma in its shape");
        }
        return extents.ToImmutable();
    }

    private long Whole()
    {
        SkipBlanks();
        var begin = _at;
        while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || (text[_at] == '-' && _at == begin)))
            _at++;
        if (!long.TryParse(text.AsSpan(begin, _at - begin), NumberStyles.AllowLeadingSign, null, out var value))
            throw Broken($"an extent {Shown(text[begin.._at])}");
        // Python 2 wrote 3L.
        Take('L');
        return value;
    }

    private UserErrorException Broken(string what) =>
        new($"{where}: its header {Shown(text.Trim())} cannot be understood: it has {what}. The file is damaged.");

    private static string Shown(string found) => found.Length <= 80 ? found : found[..80] + "...";
}
