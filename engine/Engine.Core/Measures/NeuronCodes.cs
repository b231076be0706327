namespace Engine.Measures;

/// <summary>The symbols of a set of neurons at every sample, a byte each: permutation tests count them again and again.</summary>
public sealed class NeuronCodes
{
    private readonly byte[][] _codes;
    private readonly int[] _bins;

    /// <param name="codes"><c>[neurons][samples]</c>.</param>
    /// <param name="bins"><c>[neurons]</c>: each neuron's symbols are 0 .. bins - 1, at most 256.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a code is not below its neuron's bins.</exception>
    public NeuronCodes(byte[][] codes, int[] bins)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(bins);
        if (codes.Length != bins.Length || codes.Length == 0)
            throw new ArgumentException(
                $"{codes.Length} neurons' codes and {bins.Length} numbers of bins: there must be as many of both, and one at least",
                nameof(codes));
        (_codes, _bins, Samples) = (codes, bins, codes[0].Length);
        ArgumentOutOfRangeException.ThrowIfZero(Samples, nameof(codes));
        for (var neuron = 0; neuron < bins.Length; neuron++)
            RequireBelowBins(neuron);
    }

    /// <summary>The neurons of several sets, one after the other; nothing is copied.</summary>
    /// <exception cref="ArgumentException">They are of other numbers of samples.</exception>
    public static NeuronCodes Join(IReadOnlyList<NeuronCodes> sets) =>
        new([.. sets.SelectMany(set => set._codes)], [.. sets.SelectMany(set => set._bins)]);

    public int Neurons => _bins.Length;

    public int Samples { get; }

    /// <summary>The number of symbols of a neuron's alphabet.</summary>
    public int Bins(int neuron) => _bins[neuron];

    /// <summary><c>[samples]</c>.</summary>
    public ReadOnlySpan<byte> Of(int neuron) => _codes[neuron];

    private void RequireBelowBins(int neuron)
    {
        if (_bins[neuron] is < 1 or > 256)
            throw new ArgumentException($"neuron {neuron} has {_bins[neuron]} bins: a byte names 1 to 256");
        if (_codes[neuron].Length != Samples)
            throw new ArgumentException($"neuron {neuron} has {_codes[neuron].Length} codes, neuron 0 has {Samples}");
        var highest = 0;
        foreach (var code in Of(neuron))
            highest = Math.Max(highest, code);
        if (highest >= _bins[neuron])
            throw new ArgumentException($"neuron {neuron} has the code {highest} and {_bins[neuron]} bins");
    }
}
