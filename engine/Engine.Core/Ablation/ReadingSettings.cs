namespace Engine.Ablation;

/// <summary>The thresholds that turn curves into numbers of neurons.</summary>
/// <param name="Epsilon">The share of the useful accuracy A0 - c that may be lost while nothing counts as lost; 0 to 1.</param>
/// <param name="Delta">The share of it that may be left when all counts as lost; 0 to 1.</param>
/// <param name="Significance">A neuron whose q-value is above it says nothing by itself; 0 to 1.</param>
public sealed record ReadingSettings(double Epsilon = 0.02, double Delta = 0.05, double Significance = 0.05)
{
    public double Epsilon
    {
        get;
        init => field = Share(value, nameof(Epsilon));
    } = Share(Epsilon, nameof(Epsilon));

    public double Delta
    {
        get;
        init => field = Share(value, nameof(Delta));
    } = Share(Delta, nameof(Delta));

    public double Significance
    {
        get;
        init => field = Share(value, nameof(Significance));
    } = Share(Significance, nameof(Significance));

    private static double Share(double value, string name) =>
        value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, value, "must be from 0 to 1");
}
