using Engine.Ablation;

namespace Engine.Measures;

/// <summary>What holds for every plug-in value, whatever the data: 0 &lt;= I &lt;= min(H(T), H(Y)), I &lt;= KL selectivity, H(T) &lt;= log2 |T|.</summary>
public static class MeasureInvariants
{
    /// <summary>Bits by which rounding may break an inequality.</summary>
    public const double Tolerance = 1e-12;

    /// <param name="bins">|T|, the effective number of bins.</param>
    /// <exception cref="InvalidOperationException">An inequality does not hold or a value is NaN: the engine is wrong, and says for which neuron.</exception>
    public static void Check(NeuronId neuron, int bins, double entropy, double classEntropy, double mutualInformation, double klSelectivity)
    {
        Require(neuron, "0 <= I(T;Y)", 0, mutualInformation);
        Require(neuron, "I(T;Y) <= H(T)", mutualInformation, entropy);
        Require(neuron, "I(T;Y) <= H(Y)", mutualInformation, classEntropy);
        Require(neuron, "I(T;Y) <= KL selectivity", mutualInformation, klSelectivity);
        Require(neuron, "H(T) <= log2 |T|", entropy, Math.Log2(bins));
    }

    private static void Require(NeuronId neuron, string rule, double lower, double upper)
    {
        // Put so that NaN fails.
        if (!(lower <= upper + Tolerance))
            throw new InvalidOperationException($"{neuron}: {rule} does not hold ({lower:R} against {upper:R} bits)");
    }
}
