using Engine.Analysis;
using Engine.Measures;
using Engine.Numerics;

namespace Engine.Tests.Measures;

public sealed class NeuronCodesTests
{
    [Fact]
    public void Quantizes_neuron_by_neuron()
    {
        Quantizer[] quantizers = [new(QuantizerRule.OneBit, [0]), new(new QuantizerRule(QuantizerKind.Uniform, 2), [1, 2])];
        var codes = Quantize([0, 3, 1, 2, -1, 0], quantizers);
        Assert.Equal((2, 3), (codes.Neurons, codes.Samples));
        Assert.Equal([0, 1, 0], codes.Of(0).ToArray());
        Assert.Equal([2, 1, 0], codes.Of(1).ToArray());
        Assert.Equal(3, codes.Bins(1));
    }

    [Fact]
    public void Codes_must_be_below_the_bins()
    {
        var error = Assert.Throws<ArgumentException>(() => new NeuronCodes([[0, 1], [0, 2]], [2, 2]));
        Assert.Contains("neuron 1 has the code 2", error.Message);
    }

    [Fact]
    public void Lengths_must_fit()
    {
        Assert.Contains("neuron 1 has 1 codes", Assert.Throws<ArgumentException>(() => new NeuronCodes([[0, 1], [0]], [2, 2])).Message);
        Assert.Throws<ArgumentException>(() => new NeuronCodes([[0, 1]], [2, 2]));
        Assert.ThrowsAny<ArgumentException>(() => new NeuronCodes([[]], [2]));
    }

    [Fact]
    public void NaN_is_an_error() =>
        Assert.Throws<ArgumentException>(() => Quantize([float.NaN], [new Quantizer(QuantizerRule.OneBit, [0])]));

    private static unsafe NeuronCodes Quantize(float[] activations, Quantizer[] quantizers)
    {
        using var team = new WorkerTeam(1);
        fixed (float* outputs = activations)
            return LayerQuantizers.Codes(quantizers, outputs, activations.Length / quantizers.Length, team);
    }
}
