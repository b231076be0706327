using System.Globalization;
using System.Text;
using Engine;
using Engine.Data.Files;
using Harness.Runs.Tables;
using nietras.SeparatedValues;

namespace Harness.Runs.Arrays;

/// <summary>Reads a CSV file in two passes: the first finds the kinds of its columns, the second their values.</summary>
internal sealed class CsvTable(string path, CancellationToken cancellation)
{
    private const int RowsBetweenLooks = 1024, ShownLetters = 40, MostColumns = 1_000_000, MostForms = 256;

    // No text takes less on the heap.
    private const int BytesOfText = 40;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private readonly List<CsvColumn> _columns = [];
    private char _delimiter;
    private long _rows;

    public (Table Table, string Sha256) Read()
    {
        _delimiter = FindDelimiter();
        var sha256 = Pass(Begin, (row, line) =>
        {
            _rows++;
            for (var i = 0; i < _columns.Count; i++)
                _columns[i].Look(row[i].Span, line);
        });
        if (_columns.Count == 0)
            throw new UserErrorException($"{path}: is empty; a first line with the names of the columns is needed.");
        Reserve();
        var at = 0;
        var again = Pass(_ => { }, (row, _) =>
        {
            if (at == _rows)
                throw Changed();
            for (var i = 0; i < _columns.Count; i++)
                _columns[i].Set(at, row[i].Span);
            at++;
        });
        if (again != sha256)
            throw Changed();
        var schema = new TableSchema(Path.GetFileNameWithoutExtension(path), [.. _columns.Select(column => column.Column)]);
        return (new Table(schema, [.. _columns.Select(column => column.Values)]), sha256);
    }

    private UserErrorException Changed() => new($"{path}: changed while it was read.");

    /// <returns>The SHA-256 of the content.</returns>
    private string Pass(Action<SepReader.Row> header, Action<SepReader.Row, int> take)
    {
        using var file = DataFile.Open(path);
        try
        {
            using var text = new StreamReader(new DataFileStream(file), Utf8);
            using var reader = Sep.New(_delimiter).Reader(
                options => options with { HasHeader = false, Unescape = true, DisableColCountCheck = true }).From(text);
            var (isFirst, looked) = (true, 0);
            foreach (var row in reader)
            {
                if (looked++ % RowsBetweenLooks == 0)
                    cancellation.ThrowIfCancellationRequested();
                if (isFirst)
                    header(row);
                else if (IsWhole(row))
                    take(row, row.LineNumberFrom);
                isFirst = false;
            }
        }
        catch (DecoderFallbackException cause)
        {
            throw new UserErrorException($"{path}: is no text in UTF-8. Save it in UTF-8.", cause);
        }
        catch (Exception cause) when (cause is NotSupportedException or InvalidDataException or ArgumentException or FormatException)
        {
            throw new UserErrorException($"{path}: is no CSV that can be read ({cause.Message}).", cause);
        }
        file.ReadToEnd();
        return file.Sha256();
    }

    /// <summary>False for an empty line, where several columns make clear that it is one.</summary>
    private bool IsWhole(SepReader.Row row)
    {
        if (row.ColCount == _columns.Count)
            return true;
        if (row.ColCount == 1 && row.Span.IsEmpty)
            return false;
        throw new UserErrorException($"{path}: row {row.LineNumberFrom} has {row.ColCount} fields, the header {_columns.Count}. "
            + "Every row needs as many; a text with the delimiter in it needs quotes.");
    }

    private void Begin(SepReader.Row row)
    {
        if (row.ColCount > MostColumns)
            throw new UserErrorException($"{path}: has {row.ColCount} columns; at most {MostColumns} are read.");
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < row.ColCount; i++)
        {
            var name = row[i].ToString();
            if (name.Contains('\0'))
                throw new UserErrorException($"{path}: its first line is no text. It is another kind of file; CSV or Parquet is needed.");
            if (name.Length == 0)
                throw new UserErrorException($"{path}: column {i + 1} has no name in the header. Give each column one.");
            if (!names.Add(name))
                throw new UserErrorException($"{path}: two columns have the name {Shown(name)}; names must differ.");
            _columns.Add(new CsvColumn(name));
        }
    }

    private void Reserve()
    {
        var bytes = _columns.Sum(column => column.BytesPerRow) * (double)_rows;
        if (_rows > Array.MaxLength || bytes > AvailableMemory.Bytes / 2.0)
            throw new UserErrorException($"{path}: {_rows} rows of {_columns.Count} columns do not fit into memory: "
                + AvailableMemory.Shortage("take fewer"));
        foreach (var column in _columns)
            column.Reserve((int)_rows);
    }

    /// <summary>That of comma, semicolon and tab which occurs most often in the first line outside of quotes; a comma, where none
    /// does.</summary>
    private char FindDelimiter()
    {
        using var file = DataFile.Open(path);
        using var text = new StreamReader(new DataFileStream(file), Encoding.UTF8);
        var counts = new Dictionary<char, int> { [','] = 0, [';'] = 0, ['\t'] = 0 };
        var isQuoted = false;
        for (int next; (next = text.Read()) >= 0 && (isQuoted || next is not ('\n' or '\r'));)
        {
            isQuoted ^= next == '"';
            if (!isQuoted && counts.TryGetValue((char)next, out var count))
                counts[(char)next] = count + 1;
        }
        if (isQuoted)
            throw new UserErrorException($"{path}: a quote in its first line is never closed.");
        return counts.MaxBy(pair => pair.Value).Key;
    }

    internal static string Shown(ReadOnlySpan<char> text) =>
        text.Length <= ShownLetters ? text.ToString() : $"{text[..ShownLetters]}...";

    /// <summary>A column whose kind widens with what is found in it.</summary>
    private sealed class CsvColumn(string name)
    {
        private ColumnKind? _kind;
        private bool _hasNulls;
        private string _firstText = "", _twoForms = "";
        private Dictionary<double, string>? _forms = [];
        private Array _values = Array.Empty<string>();
        private bool[]? _present;

        /// <summary>With why it is one of texts, or which of its numbers is written in two ways.</summary>
        public Column Column => new(name, Kind, _hasNulls, Kind == ColumnKind.Text ? _firstText : _twoForms);

        public ColumnValues Values => new(_values, _present);

        public int BytesPerRow => (Kind == ColumnKind.Text ? BytesOfText : 8) + 1;

        private ColumnKind Kind => _kind ?? ColumnKind.Text;

        public void Look(ReadOnlySpan<char> field, int line)
        {
            if (field.IsEmpty)
                _hasNulls = true;
            else if (_kind is null or ColumnKind.Int64 && IsWhole(field, out _))
                _kind = ColumnKind.Int64;
            else if (_kind is not ColumnKind.Text && IsNumber(field, out _))
                _kind = ColumnKind.Float64;
            else if (_kind is not ColumnKind.Text)
                (_kind, _firstText) = (ColumnKind.Text, $"row {line} holds {Shown(field)}, which is no number");
            if (_forms is not null && _kind is not ColumnKind.Text && IsNumber(field, out var number))
                Note(number, field.Trim(), line);
        }

        /// <summary>Looks for a number that is written in two ways, such as 1 and 01, among as many numbers as there may be classes.
        /// </summary>
        private void Note(double number, ReadOnlySpan<char> text, int line)
        {
            if (!_forms!.TryGetValue(number, out var known) && _forms.Count < MostForms)
                _forms[number] = text.ToString();
            else if (known is null)
                _forms = null;
            else if (!text.SequenceEqual(known))
                (_twoForms, _forms) = ($"row {line} holds {Shown(text)}, which is the same number as {Shown(known)} in a row before", null);
        }

        public void Reserve(int rows)
        {
            _values = Array.CreateInstance(Table.ElementType(Kind), rows);
            _present = _hasNulls ? new bool[rows] : null;
        }

        public void Set(int row, ReadOnlySpan<char> field)
        {
            if (_present is not null)
                _present[row] = !field.IsEmpty;
            if (_values is string[] texts)
                texts[row] = field.ToString();
            else if (field.IsEmpty)
                return;
            else if (_values is long[] longs && IsWhole(field, out var whole))
                longs[row] = whole;
            else if (_values is double[] doubles && IsNumber(field, out var number))
                doubles[row] = number;
        }

        private static bool IsWhole(ReadOnlySpan<char> field, out long value) =>
            long.TryParse(field, NumberStyles.Integer, CultureInfo.InvariantCulture, out value);

        private static bool IsNumber(ReadOnlySpan<char> field, out double value)
        {
            if (double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
                return true;
            // As Python and R write them.
            value = field.Trim() switch
            {
                "nan" or "NA" => double.NaN,
                "inf" or "Inf" => double.PositiveInfinity,
                "-inf" or "-Inf" => double.NegativeInfinity,
                _ => 0,
            };
            return value != 0;
        }
    }
}

/// <summary>A data file's content for a reader of text.</summary>
internal sealed class DataFileStream(DataFile file) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => file.Position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer) => file.Read(buffer);

    public override int Read(byte[] buffer, int offset, int count) => file.Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
        // Nothing is written.
    }
}
