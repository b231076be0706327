namespace Engine.Pairs;

/// <summary>The information of two neurons' symbols T_i and T_j about each other and about the class Y: plug-in values in bits.
/// </summary>
/// <param name="Pair">I(T_i;T_j).</param>
/// <param name="PairCorrected">The same, less its first-order bias (Miller and Madow); may be negative.</param>
/// <param name="Joint">I(T_i,T_j;Y).</param>
/// <param name="JointCorrected">The same, less its first-order bias; may be negative.</param>
/// <param name="Interaction">I(T_i,T_j;Y) - I(T_i;Y) - I(T_j;Y): above 0 the pair says more than its parts, below 0 they say the same
/// (McGill 1954, with this sign).</param>
/// <param name="Redundancy">I_min of Williams and Beer, arXiv:1004.2515: sum_y P(y) min over i, j of sum_t P(t|y) log2( P(y|t) / P(y) ).
/// </param>
/// <param name="MinimalRedundancy">min( I(T_i;Y), I(T_j;Y) ), minimal mutual information (Barrett, arXiv:1411.2832).</param>
/// <param name="First">I(T_i;Y).</param>
/// <param name="Second">I(T_j;Y).</param>
/// <param name="PValue">The chance of so much I(T_i;T_j) at independence, chi-squared approximation; 1 where one is constant.</param>
public readonly record struct PairInformation(
    double Pair, double PairCorrected, double Joint, double JointCorrected, double Interaction, double Redundancy,
    double MinimalRedundancy, double First, double Second, double PValue)
{
    /// <summary>Of T_i alone, by I_min.</summary>
    public double UniqueFirst => First - Redundancy;

    /// <summary>Of T_j alone, by I_min.</summary>
    public double UniqueSecond => Second - Redundancy;

    /// <summary>By I_min: I(T_i,T_j;Y) less what is redundant or unique.</summary>
    public double Synergy => Joint - First - Second + Redundancy;

    /// <summary>By minimal mutual information.</summary>
    public double MinimalSynergy => Joint - First - Second + MinimalRedundancy;
}

/// <summary>The quantities by which pairs are kept.</summary>
public enum PairQuantity
{
    /// <summary>Most I(T_i;T_j): copies and opposites.</summary>
    Pair,

    /// <summary>Most I(T_i,T_j;Y): the best partners.</summary>
    Joint,

    /// <summary>Most interaction.</summary>
    HighestInteraction,

    /// <summary>Least interaction.</summary>
    LowestInteraction,

    /// <summary>Most redundancy by I_min.</summary>
    Redundancy,

    /// <summary>Most synergy by I_min.</summary>
    Synergy,
}
