namespace Engine.Measures;

/// <summary>One neuron's information and KL selectivity against permuted labels.</summary>
/// <param name="NullMean">Mean plug-in mutual information over the permutations, bits.</param>
/// <param name="PValue">(1 + #{null &gt;= observed}) / (1 + B) for mutual information.</param>
/// <param name="KlNullMean">Mean KL selectivity over the permutations, bits.</param>
/// <param name="KlPValue">The same p-value for KL selectivity.</param>
public readonly record struct PermutationResult(double NullMean, double PValue, double KlNullMean, double KlPValue);
