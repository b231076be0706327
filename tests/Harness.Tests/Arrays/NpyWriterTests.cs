using System.Text.Json;
using Harness.Runs.Arrays;

namespace Harness.Tests.Arrays;

public sealed class NpyWriterTests
{
    private static readonly NamedArray[] Arrays =
    [
        new("x", [2, 3], new[] { 1f, -2.5f, float.NaN, float.PositiveInfinity, 0f, 1e-40f }),
        new("y", [2], new[] { long.MinValue, long.MaxValue }),
        new("none", [0, 4], Array.Empty<float>()),
        new("one", [], new[] { 7L }),
    ];

    [Fact]
    public void NumPy_reads_what_is_written()
    {
        var python = PythonWitness.Require("numpy", "torch");
        using var folder = new TemporaryFolder();
        var npz = folder.Write("a.npz", Npz());
        using var single = new MemoryStream();
        NpyWriter.Write(single, [1f, 2f], [2]);
        var npy = folder.Write("single.npy", single.ToArray());
        var found = PythonScript.Ask(python, "arrays.py", new { read = new[] { npz, npy } })
            .Deserialize<List<WitnessedArray>>(JsonSerializerOptions.Web)!;
        Assert.Equal(["x", "y", "none", "one", "single"], found.Select(array => array.Name));
        Assert.Equal(["1.0", "-2.5", "nan", "inf", "0.0"], found[0].Values.Take(5));
        Assert.Equal(1e-40f, float.Parse(found[0].Values[5]));
        Assert.Equal(["-9223372036854775808", "9223372036854775807"], found[1].Values);
        Assert.Equal([0, 4], found[2].Shape);
        Assert.Equal(["7"], found[3].Values);
        Assert.Equal(["1.0", "2.0"], found[4].Values);
    }

    [Fact]
    public void We_read_what_is_written()
    {
        using var folder = new TemporaryFolder();
        using var file = ArrayFile.Open(folder.Write("a.npz", Npz()));
        Assert.Equal(["x", "y", "none", "one"], file.Arrays.Select(array => array.Name));
        var values = new float[6];
        file.Find("x")!.Read(0, values);
        Assert.Equal((float[])Arrays[0].Values, values);
        Assert.Equal((long[])Arrays[1].Values, file.Find("y")!.ReadIntegers());
        Assert.Equal([7L], file.Find("one")!.ReadIntegers());
        Assert.Null(file.Find("z"));
    }

    [Fact]
    public void Rows_of_a_large_array_in_Fortran_order_are_gathered_from_its_columns()
    {
        // Element (i, j) is i + 1000 j; 300 rows of 1000 columns are more than is turned in memory.
        var values = Enumerable.Range(0, 300_000).Select(place => (float)((place % 300) + (1000 * (place / 300)))).ToArray();
        using var stream = new MemoryStream();
        NpyWriter.Write(stream, values, [300, 1000]);
        using var folder = new TemporaryFolder();
        var bytes = stream.ToArray();
        var at = bytes.AsSpan().IndexOf("False"u8);
        "True "u8.CopyTo(bytes.AsSpan(at));
        using var file = ArrayFile.Open(folder.Write("f.npy", bytes));
        var array = Assert.Single(file.Arrays);
        var rows = new float[3000];
        array.Read(7, rows);
        Assert.Equal(Enumerable.Range(0, 3000).Select(i => (float)((i / 1000) + 7 + (1000 * (i % 1000)))), rows);
        Assert.Equal(1000L * 999 + 299, array.ReadIntegers()[^1]);
    }

    [Fact]
    public void The_same_arrays_give_the_same_bytes() => Assert.Equal(Npz(), Npz());

    [Fact]
    public void Values_that_do_not_fit_their_shape_are_an_error() =>
        Assert.Throws<ArgumentException>(() => NpyWriter.Write(new MemoryStream(), [1f, 2f], [3]));

    private static byte[] Npz()
    {
        using var stream = new MemoryStream();
        NpzWriter.Write(stream, Arrays);
        return stream.ToArray();
    }
}
