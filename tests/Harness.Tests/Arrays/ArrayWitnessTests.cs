using System.Text.Json;
using Engine;
using Harness.Runs.Arrays;

namespace Harness.Tests.Arrays;

/// <summary>Files of NumPy and PyTorch are read element by element as those read them.</summary>
public sealed class ArrayWitnessTests(WitnessedArrays witness) : IClassFixture<WitnessedArrays>
{
    [Fact]
    public void Every_array_is_read_element_by_element()
    {
        witness.Require();
        foreach (var group in witness.Arrays.GroupBy(array => array.File))
        {
            using var file = ArrayFile.Open(group.Key);
            foreach (var expected in group)
                AssertEqual(expected, Assert.IsType<StoredArray>(file.Find(expected.Name), exactMatch: false));
            if (!group.Key.EndsWith("wrapped.pt", StringComparison.Ordinal))
                Assert.Equal(group.Select(array => array.Name), file.Arrays.Select(array => array.Name));
        }
        Assert.True(witness.Arrays.Count > 300, $"{witness.Arrays.Count} arrays");
    }

    [Theory]
    [InlineData("refused-object.npy", "type |O. An array of objects is a pickle")]
    [InlineData("refused-structure.npy", "structures of several fields")]
    [InlineData("refused-complex.npy", "Complex numbers are not read")]
    [InlineData("refused-moment.npy", "Moments are not read")]
    [InlineData("refused-object.pkl", "an array of objects")]
    [InlineData("refused-class.pkl", "names pathlib.PosixPath. A pickle can run anything")]
    [InlineData("refused-module.pt", "names torch.nn.modules.container.Sequential. A pickled module or object runs code")]
    [InlineData("refused-module.pt", "torch.save(model.state_dict(), PATH)")]
    [InlineData("refused-legacy.pt", "PyTorch's format before 1.6")]
    [InlineData("refused-script.pt", "TorchScript")]
    [InlineData("refused-expanded.pt", "Save it by .contiguous()")]
    public void Others_are_refused_with_a_reason(string name, string expected)
    {
        witness.Require();
        var error = Assert.Throws<UserErrorException>(() => ArrayFile.Open(witness.Folder[name]).Dispose());
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(witness.Folder[name], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_are_read_from_any_place_in_any_order()
    {
        witness.Require();
        foreach (var name in new[] { "savez.npz", "savez_compressed.npz" })
        {
            using var file = ArrayFile.Open(witness.Folder[name]);
            var array = file.Find("x_train")!;
            var whole = new float[50 * 6];
            array.Read(0, whole);
            foreach (var row in new[] { 40, 3, 17 })
            {
                var two = new float[12];
                array.Read(row, two);
                Assert.Equal(whole.AsSpan(row * 6, 12).ToArray(), two);
            }
        }
    }

    [Fact]
    public void A_state_dict_keeps_the_order_of_its_layers_and_its_types()
    {
        witness.Require();
        var content = StateDict.Read(witness.Folder["state_dict.pt"]);
        Assert.Equal(
            ["0.weight", "0.bias", "2.weight", "2.bias", "2.running_mean", "2.running_var", "2.num_batches_tracked", "3.weight", "3.bias"],
            content.Tensors.Select(tensor => tensor.Name));
        Assert.Equal(Engine.Safetensors.TensorType.I64, content.Tensors[6].StoredAs);
        Assert.Equal([4, 3], content.Tensors[0].Shape);
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(witness.Folder["state_dict.pt"]))),
            content.Sha256);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_pickle_of_plain_data_is_read(int protocol)
    {
        witness.Require();
        var dictionary = Assert.IsType<PickledDict>(Pickle.Read(witness.Folder[$"protocol{protocol}.pkl"]));
        Assert.Equal(["data", "labels", "big", "fortran", "nested", "one"], dictionary.Entries.Select(entry => Pickle.TextOf(entry.Key)));
        Assert.Equal([3L, 1L, 2L, 0L], Assert.IsType<List<object?>>(dictionary.Find("labels")));
        Assert.Equal("[4, 6]", Assert.IsType<StoredArray>(dictionary.Find("data"), exactMatch: false).ShapeName);
        Assert.Equal(1.5, dictionary.Find("one"));
        Assert.Null(dictionary.Find("none"));
    }

    private static void AssertEqual(WitnessedArray expected, StoredArray found)
    {
        Assert.Equal(expected.Shape, found.Shape);
        if (found.Kind == ElementKind.Text)
        {
            Assert.Equal(expected.Values, found.ReadTexts());
            Assert.Throws<UserErrorException>(() => found.ReadIntegers());
            return;
        }
        Assert.Throws<UserErrorException>(() => found.ReadTexts());
        double[] numbers = [.. expected.Values.Select(value => value is "True" or "False" ? (value == "True" ? 1 : 0) : Number(value))];
        var values = new float[numbers.Length];
        found.Read(0, values);
        Assert.Equal(numbers.Select(number => (float)number), values);
        if (numbers.All(number => number == Math.Floor(number) && Math.Abs(number) < 1e9))
            Assert.Equal(numbers.Select(number => (long)number), found.ReadIntegers());
        else
            Assert.Contains(
                "whole numbers", Assert.Throws<UserErrorException>(() => found.ReadIntegers()).Message, StringComparison.Ordinal);
    }

    private static double Number(string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" => double.NaN,
        _ => double.Parse(text),
    };
}

/// <summary>Everything that tests/witnesses/python/arrays.py writes.</summary>
public sealed class WitnessedArrays : IDisposable
{
    private readonly string? _reason;

    public WitnessedArrays()
    {
        try
        {
            var python = PythonWitness.Require("numpy", "torch");
            Arrays = PythonScript.Ask(python, "arrays.py", new { write = Folder.Path })
                .Deserialize<List<WitnessedArray>>(JsonSerializerOptions.Web)!;
        }
        catch (Exception missing) when (missing.Message.Contains("./build.sh setup --witnesses", StringComparison.Ordinal))
        {
            // A test is skipped; a fixture cannot be.
            _reason = missing.Message;
        }
    }

    internal TemporaryFolder Folder { get; } = new();

    internal IReadOnlyList<WitnessedArray> Arrays { get; } = [];

    internal void Require() => Witness.Require(_reason is null, "a Python with numpy, torch");

    public void Dispose() => Folder.Dispose();
}

internal sealed record WitnessedArray(string File, string Name, long[] Shape, string Type, string[] Values);
