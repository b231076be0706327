using System.Buffers.Binary;
using System.Security.Cryptography;
using Engine.Ablation;
using Engine.Measures;

namespace Engine.Tests.Measures;

public sealed class NeuronScoresTests
{
    [Fact]
    public void Their_checksum_is_of_the_scores_in_the_order_of_the_neurons()
    {
        var scores = Of((2, 0, -1.5), (1, 1, -0.0), (1, 0, 3));
        var bytes = new byte[3 * 16];
        foreach (var (place, layer, neuron, score) in new[] { (0, 1, 0, 3.0), (1, 1, 1, 0.0), (2, 2, 0, -1.5) })
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(place * 16), layer);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan((place * 16) + 4), neuron);
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan((place * 16) + 8), score);
        }
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), scores.Sha256);
        Assert.Equal(scores.Sha256, Of((1, 0, 3), (1, 1, 0), (2, 0, -1.5)).Sha256);
        Assert.NotEqual(scores.Sha256, Of((1, 0, 3), (1, 1, 0.1), (2, 0, -1.5)).Sha256);
        Assert.NotEqual(scores.Sha256, Of((1, 0, 3), (2, 1, 0), (2, 0, -1.5)).Sha256);
    }

    [Fact]
    public void Two_of_one_name_and_content_are_one_order()
    {
        Assert.Equal(Of((1, 0, 3)).Under("mine"), Of((1, 0, 3)).Under("mine"));
        Assert.NotEqual(Of((1, 0, 3)).Under("mine"), Of((1, 0, 4)).Under("mine"));
        Assert.NotEqual(Of((1, 0, 3)).Under("mine"), Of((1, 0, 3)).Under("yours"));
        Assert.NotEqual(Of((1, 0, 3)).Under(Entropy.Definition.Name), Entropy.Definition);
    }

    [Fact]
    public void A_network_needs_a_score_for_each_of_its_neurons_and_no_other()
    {
        var scores = Of((1, 0, 3), (1, 1, 0), (2, 0, -1.5));
        Assert.Null(scores.Misfit([2, 1]));
        Assert.Equal(
            "s.csv does not fit a network with hidden layers of 2, 3 neurons: it has none of 2 neurons: layer 2 neuron 1, layer 2 neuron 2"
                + ". Each hidden neuron needs one score; layers count from 1, neurons from 0",
            scores.Misfit([2, 3]));
        Assert.Contains("it has scores of 2 neurons that it has not: layer 1 neuron 1, layer 2 neuron 0.", scores.Misfit([1]));
        Assert.Contains("no hidden layers", scores.Misfit([]));
        Assert.Contains(
            "it has none of 7 neurons: layer 1 neuron 2, layer 1 neuron 3, layer 1 neuron 4, layer 1 neuron 5, layer 1 neuron 6 and 2 more",
            scores.Misfit([9, 1]));
        Assert.Throws<UserErrorException>(() => scores.RequireFit([2]));
    }

    [Theory]
    [InlineData(1, 1, double.NaN, "s.csv: one score is not finite: layer 1 neuron 1 (NaN)")]
    [InlineData(1, 1, double.PositiveInfinity, "not finite: layer 1 neuron 1 (")]
    [InlineData(1, 0, 2, "s.csv: one score is of neurons that have another one: layer 1 neuron 0 (2 times)")]
    [InlineData(0, 0, 2, "layers count from 1, neurons from 0: layer 0 neuron 0")]
    [InlineData(1, -1, 2, "layers count from 1, neurons from 0: layer 1 neuron -1")]
    public void A_score_that_is_none_is_named(int layer, int neuron, double score, string message) =>
        Assert.Contains(message, Assert.Throws<UserErrorException>(() => Of((1, 0, 3), (layer, neuron, score))).Message);

    [Fact]
    public void Of_many_the_first_are_named_and_the_rest_counted()
    {
        var message = Assert.Throws<UserErrorException>(
            () => Of([.. Enumerable.Range(0, 9).Select(neuron => (1, neuron, double.NaN))])).Message;
        Assert.Contains("9 scores are", message);
        Assert.Contains("layer 1 neuron 4 (NaN) and 4 more", message);
        Assert.DoesNotContain("neuron 5", message);
        Assert.Contains("s.csv has no scores", Assert.Throws<UserErrorException>(() => Of()).Message);
    }

    private static NeuronScores Of(params (int Layer, int Neuron, double Score)[] scores) =>
        new("s.csv", [.. scores.Select(entry => (new NeuronId(entry.Layer, entry.Neuron), entry.Score))]);
}
