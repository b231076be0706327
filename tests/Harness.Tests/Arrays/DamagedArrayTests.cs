using System.IO.Compression;
using System.Text;
using Engine;
using Engine.Safetensors;
using Harness.Runs.Arrays;
using Harness.Runs.Parquet;
using Harness.Tests.Runs.Parquet;

namespace Harness.Tests.Arrays;

/// <summary>Whatever is done to a file, it is read or refused with a reason, and no memory is taken for what it only states.</summary>
public sealed class DamagedArrayTests : IDisposable
{
    private const int Mutations = 1500;
    private const long MostBytes = 64 << 20;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Files =>
        ["a.npy", "b.npz", "c.npz", "d.safetensors", "e.pt", "f.pkl", "g.csv", "h.json", "i.parquet"];

    [Theory]
    [MemberData(nameof(Files))]
    public void However_a_file_is_cut_it_is_refused(string name)
    {
        var whole = Sample(name);
        Open(name, whole);
        for (var length = 0; length < whole.Length; length++)
            Assert.True(Fails(name, whole[..length]) || name is "g.csv" or "h.json", $"{name} cut to {length} of {whole.Length} bytes");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void However_a_file_is_changed_it_is_read_or_refused(string name)
    {
        var whole = Sample(name);
        var random = new Random(7);
        byte[] telling = [0, 1, 0x7F, 0x80, 0xFF, (byte)'(', (byte)'R', (byte)'h', (byte)'9', (byte)'"'];
        for (var mutation = 0; mutation < Mutations; mutation++)
        {
            var bytes = whole.ToList();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                var at = random.Next(bytes.Count);
                var value = random.Next(2) == 0 ? (byte)random.Next(256) : telling[random.Next(telling.Length)];
                if (random.Next(4) > 0)
                    bytes[at] = value;
                else if (random.Next(2) == 0)
                    bytes.Insert(at, value);
                else if (bytes.Count > 1)
                    bytes.RemoveAt(at);
            }
            Fails(name, [.. bytes]);
        }
    }

    [Theory]
    [InlineData("(1000000000000, 1000000000000)", "more than any file can hold")]
    [InlineData("(0, 10000000000, 10000000000)", "more than any file can hold")]
    [InlineData("(9223372036854775807,)", "more than any file can hold")]
    [InlineData("(99999999999999999999,)", "an extent 99999999999999999999")]
    [InlineData("(1000000000,)", "needs 4000000000 bytes, 16 follow")]
    [InlineData("(-1,)", "an extent of -1")]
    [InlineData("(3,)", "16 bytes follow the header, its array needs 12")]
    [InlineData("(4", "an extent")]
    [InlineData("(4 4)", "no comma in its shape")]
    [InlineData("4", "no (")]
    public void Shapes_that_lie_are_refused(string shape, string expected) => AssertRefused(Npy("<f4", "False", shape), expected);

    [Theory]
    [InlineData("<f16", "holds elements of type <f16")]
    [InlineData("<U999999999", "holds elements of type")]
    [InlineData("<U0", "holds elements of type")]
    [InlineData("|O", "a pickle, which can run anything")]
    [InlineData("|V2", "bfloat16")]
    public void Types_that_are_not_read_are_named(string type, string expected) => AssertRefused(Npy(type, "False", "(4,)"), expected);

    [Fact]
    public void A_billion_dimensions_are_refused()
    {
        AssertRefused(Npy("<f4", "False", "(" + string.Concat(Enumerable.Repeat("1, ", 100)) + ")"), "more than 64 dimensions");
        AssertRefused(Npy("<f4", "Maybe", "(4,)"), "neither True nor False");
    }

    [Fact]
    public void A_flipped_bit_of_a_stored_member_is_found_by_its_checksum()
    {
        var bytes = Sample("b.npz");
        bytes[bytes.AsSpan().IndexOf((byte[])[0, 0, 0x20, 0x41])] = 1;
        var error = Assert.Throws<UserErrorException>(() => Open("b.npz", bytes));
        Assert.Contains("x.npy does not match its checksum", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cos\nsystem\n(S'true'\ntR.", "names os.system")]
    [InlineData("cbuiltins\neval\n.", "names builtins.eval")]
    [InlineData("(i__main__\nA\n.", "operation 69")]
    [InlineData("h\u0005.", "number 5 is recalled before it is stored")]
    [InlineData("B\u00ff\u00ff\u00ff\u007f.", "2147483647 bytes are announced")]
    [InlineData("\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff.", "-1 bytes are announced")]
    [InlineData("K\u0001)R.", "a call of what is no function")]
    [InlineData("N.N", "something follows the first object")]
    [InlineData("Ppid\n.", "refers to objects outside it")]
    public void Pickles_that_do_more_than_hold_data_are_refused(string pickle, string expected)
    {
        var error = Assert.Throws<UserErrorException>(() => Pickle.Read(Encoding.Latin1.GetBytes(pickle), "p.pkl"));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_in_lists_are_read_to_any_depth_and_refused_as_arrays()
    {
        var deep = new string(']', 100_000) + new string('a', 99_999) + ".";
        Assert.NotNull(Pickle.Read(Encoding.Latin1.GetBytes(deep), "deep.pkl"));
        AssertRefused(Encoding.Latin1.GetBytes("\u0080\u0002" + deep), "nested too deeply");
        // A list that holds itself, and one whose 2^60 leaves are the same.
        AssertRefused(Encoding.Latin1.GetBytes("\u0080\u0002]q\0h\0a."), "nested too deeply");
        var many = string.Concat(Enumerable.Range(0, 60).Select(level => $"](h{(char)level}h{(char)level}eq{(char)(level + 1)}"));
        AssertRefused(Encoding.Latin1.GetBytes("\u0080\u0002Nq\0" + many + "."), "nested too deeply");
    }

    [Fact]
    public void Strings_of_Python_2_and_numbers_in_digits_are_read()
    {
        const string pickle = "(dp0\nS'a\\n\\x41'\nI-5\nsS\"b\"\nL12345678901234567890L\nsVc\\u00e9\nF1.5\nsS'd'\nI01\ns.";
        var found = (PickledDict)Pickle.Read(Encoding.Latin1.GetBytes(pickle), "old.pkl")!;
        Assert.Equal(-5L, found.Find("a\nA"));
        Assert.Equal(System.Numerics.BigInteger.Parse("12345678901234567890"), found.Find("b"));
        Assert.Equal(1.5, found.Find("cé"));
        Assert.Equal(true, found.Find("d"));
    }

    public void Dispose() => _folder.Dispose();

    private void AssertRefused(byte[] bytes, string expected)
    {
        var error = Assert.Throws<UserErrorException>(() => Open("a.npy", bytes));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private bool Fails(string name, byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var fails = false;
        try
        {
            Open(name, bytes);
        }
        catch (UserErrorException)
        {
            fails = true;
        }
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(taken < MostBytes, $"{taken} bytes for {Convert.ToHexString(bytes)}");
        return fails;
    }

    /// <summary>Opens a file and reads all that is in it.</summary>
    private void Open(string name, byte[] bytes)
    {
        var path = _folder.Write(name, bytes);
        if (name.EndsWith(".csv", StringComparison.Ordinal))
        {
            DataTable.Read(path);
            return;
        }
        using var file = ArrayFile.Open(path);
        foreach (var array in file.Arrays)
            if (array.Kind == ElementKind.Text)
                array.ReadTexts();
            else if (!array.Shape.Contains(0))
                array.Read(0, new float[array.Rows * array.Width]);
    }

    private byte[] Sample(string name)
    {
        switch (name)
        {
            case "a.npy":
                return Npy("<f4", "True", "(2, 2)");
            case "b.npz" or "c.npz":
                return Zipped(name[0] == 'c' ? CompressionLevel.Optimal : CompressionLevel.NoCompression);
            case "g.csv":
                return "a,b;c,d\n1,2.5,x\n,\"q\"\"\n\",3\n"u8.ToArray();
            case "d.safetensors":
                return Safetensors();
            case "h.json":
                _folder.Write("s.safetensors", Safetensors());
                return """{"weight_map": {"w": "s.safetensors", "b": "s.safetensors"}}"""u8.ToArray();
            case "i.parquet":
                return Parquet();
            default:
                return DamagedPickles.Sample(name);
        }
    }

    private static byte[] Safetensors()
    {
        using var stream = new MemoryStream();
        SafetensorsFile.Write(stream, [new NamedTensor("w", [2, 2], [1, 2, 3, 4]), new NamedTensor("b", [1], [5])]);
        return stream.ToArray();
    }

    /// <summary>Without the checksum that would find every change.</summary>
    private byte[] Parquet()
    {
        using var stream = new MemoryStream();
        var table = DataTable.Read(_folder.Write("t.csv", "a,b,c\n1,2.5,x\n2,-1,y\n3,0,x\n")).Table;
        new ParquetFormat().Write(stream, table, new Dictionary<string, string>());
        return Damaged.WithoutChecksum(stream.ToArray());
    }

    private static byte[] Npy(string type, string fortran, string shape)
    {
        var text = $"{{'descr': '{type}', 'fortran_order': {fortran}, 'shape': {shape}, }}\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, (byte)(text.Length >> 8), .. Encoding.ASCII.GetBytes(text), .. new byte[16]];
    }

    private static byte[] Zipped(CompressionLevel level)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in new[] { "x", "y" })
            {
                using var content = archive.CreateEntry($"{name}.npy", level).Open();
                NpyWriter.Write(content, [1f, 10f, 100f], [3]);
            }
        }
        return stream.ToArray();
    }
}
