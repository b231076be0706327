namespace Engine.Measures;

/// <summary>The symbols of a set of neurons at every sample, a byte each: what permutation tests count again and again.</summary>
public sealed class NeuronCodes
{
    private readonly byte[] _codes;
    private readonly int[] _bins;

    /// <param name="codes"><c>[neurons, samples]</c>, neuron by neuron.</param>
    /// <param name="bins"><c>[neurons]</c>: each neuron's symbols are 0 .. bins - 1, at most 256.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a code is not below its neuron's bins.</exception>
    public NeuronCodes(byte[] codes, int[] bins, int samples)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(bins);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        if (codes.Length != (long)bins.Length * samples)
            throw new ArgumentException($"{bins.Length} neurons at {samples} samples are not {codes.Length} codes", nameof(codes));
        (_codes, _bins, Samples) = (codes, bins, samples);
        for (var neuron = 0; neuron < bins.Length; neuron++)
            RequireBelowBins(neuron);
    }

    public int Neurons => _bins.Length;

    public int Samples { get; }

    /// <summary>The number of symbols of a neuron's alphabet.</summary>
    public int Bins(int neuron) => _bins[neuron];

    /// <summary><c>[samples]</c>.</summary>
    public ReadOnlySpan<byte> Of(int neuron) => _codes.AsSpan(neuron * Samples, Samples);

    /// <summary>The codes of a layer's outputs.</summary>
    /// <param name="activations"><c>[samples, neurons]</c>, row-major.</param>
    /// <param name="quantizers"><c>[neurons]</c>.</param>
    public static NeuronCodes Quantize(ReadOnlySpan<float> activations, IReadOnlyList<Quantizer> quantizers)
    {
        ArgumentNullException.ThrowIfNull(quantizers);
        var neurons = quantizers.Count;
        if (neurons == 0 || activations.Length % neurons != 0)
            throw new ArgumentException($"{activations.Length} activations are not those of {neurons} neurons", nameof(activations));
        var samples = activations.Length / neurons;
        var codes = new byte[activations.Length];
        for (var sample = 0; sample < samples; sample++)
        {
            for (var neuron = 0; neuron < neurons; neuron++)
                codes[(neuron * samples) + sample] = (byte)quantizers[neuron].BinOf(activations[(sample * neurons) + neuron]);
        }

        return new NeuronCodes(codes, [.. quantizers.Select(quantizer => quantizer.Bins)], samples);
    }

    private void RequireBelowBins(int neuron)
    {
        if (_bins[neuron] is < 1 or > 256)
            throw new ArgumentException($"neuron {neuron} has {_bins[neuron]} bins: a byte names 1 to 256");
        var highest = 0;
        foreach (var code in Of(neuron))
            highest = Math.Max(highest, code);
        if (highest >= _bins[neuron])
            throw new ArgumentException($"neuron {neuron} has the code {highest} and {_bins[neuron]} bins");
    }
}
