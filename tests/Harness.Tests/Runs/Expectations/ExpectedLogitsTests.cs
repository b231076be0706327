using Engine;
using Engine.Data;
using Engine.Networks;
using Engine.Safetensors;
using Harness.Runs.Expectations;

namespace Harness.Tests.Runs.Expectations;

/// <summary>One input, no hidden layer: logits are 2x and 1 - x.</summary>
public sealed class ExpectedLogitsTests : IDisposable
{
    private static readonly Network Line = new([new DenseLayer(1, 2, [2, -1], [0, 1])], Activation.Relu);

    /// <summary>Inputs 0, 1, 2, 3.</summary>
    private static readonly LabelledData Samples = new(new FloatFeatures([0, 1, 2, 3], 4, 1), [0, 0, 0, 0], 2);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void They_are_of_the_first_samples() => AssertHolds(("logits", [2, 2], [0, 1, 2, 0]));

    [Fact]
    public void Or_of_those_with_the_numbers_given() =>
        AssertHolds(("logits", [2, 2], [6, -2, 2, 0]), ("indices", [2], [3, 1]));

    [Fact]
    public void Or_of_inputs_that_are_given() =>
        AssertHolds(("logits", [5, 2], [20, -9, 0, 1, 0, 1, 0, 1, 0, 1]), ("x", [5, 1, 1], [10, 0, 0, 0, 0]));

    [Theory]
    // 1e-4 and 1e-4 of 2 are allowed.
    [InlineData(2.00029f, true)]
    [InlineData(2.00031f, false)]
    [InlineData(1.9996f, false)]
    public void They_may_differ_by_a_tolerance(float second, bool holds) =>
        Assert.Equal(holds, Compare(("logits", [2, 2], [0, 1, second, 0])).Holds);

    [Fact]
    public void The_worst_is_told()
    {
        var comparison = Compare(("logits", [3, 2], [0, 1, 2, 0, 4.5f, 7]));
        Assert.Equal(
            "the logits of 3 samples differ by at most 8.0e0 (sample 2, class 1: -1 here, 7 expected; at most 1e-4 + 1e-4 of it are "
                + "allowed); the answers agree on 2 of 3", comparison.Text);
    }

    [Fact]
    public void A_logit_that_is_no_number_never_holds()
    {
        var broken = new Network([new DenseLayer(1, 2, [float.MaxValue, -1], [0, 1])], Activation.Relu);
        var file = Write(("logits", [1, 2], [0, 1]), ("x", [1], [float.PositiveInfinity]));
        Assert.False(ExpectedLogits.Compare(file, broken, Samples).Holds);
    }

    public static TheoryData<string, (string, int[], float[])[]> Bad() => new()
    {
        { "has no array logits; it has other", [("other", [1], [1])] },
        { "logits has shape [2, 3]; [samples, 2] is needed", [("logits", [2, 3], new float[6])] },
        { "logits has shape [0, 2]; [samples, 2] is needed", [("logits", [0, 2], [])] },
        { "logits has shape [2]; [samples, 2] is needed", [("logits", [2], [1, 2])] },
        { "x has shape [2, 2]; [2, 1] is needed", [("logits", [2, 2], new float[4]), ("x", [2, 2], new float[4])] },
        { "x has shape [3, 1]; [2, 1] is needed", [("logits", [2, 2], new float[4]), ("x", [3, 1], new float[3])] },
        { "has 1 indices for logits of 2 samples", [("logits", [2, 2], new float[4]), ("indices", [1], [0])] },
        { "indices[1] is 4; the samples that are evaluated are 0 to 3", [("logits", [2, 2], new float[4]), ("indices", [2], [0, 4])] },
        { "has logits of 5 samples, but 4 are evaluated; give x", [("logits", [5, 2], new float[10])] },
        { "logits[1, 0] is NaN; a finite number is needed", [("logits", [2, 2], [0, 1, float.NaN, 0])] },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_file_that_cannot_be_compared_is_refused(string message, (string, int[], float[])[] arrays) =>
        Assert.Contains(message, Assert.Throws<UserErrorException>(() => Compare(arrays)).Message, StringComparison.Ordinal);

    private void AssertHolds(params (string Name, int[] Shape, float[] Values)[] arrays)
    {
        Assert.True(Compare(arrays).Holds, Compare(arrays).Text);
        // And not by chance.
        arrays[0].Values[^1] += 0.1f;
        Assert.False(Compare(arrays).Holds);
    }

    private LogitComparison Compare(params (string Name, int[] Shape, float[] Values)[] arrays) =>
        ExpectedLogits.Compare(Write(arrays), Line, Samples);

    private string Write(params (string Name, int[] Shape, float[] Values)[] arrays)
    {
        using var memory = new MemoryStream();
        SafetensorsFile.Write(memory, [.. arrays.Select(array => new NamedTensor(array.Name, [.. array.Shape], array.Values))]);
        return _folder.Write("logits.safetensors", memory.ToArray());
    }
}
