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
