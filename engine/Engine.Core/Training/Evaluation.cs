namespace Engine.Training;

/// <summary>Mean cross-entropy (nats) and accuracy of a network on a split; both NaN where there are no samples.</summary>
public sealed record Evaluation(double Loss, double Accuracy)
{
    public static Evaluation Empty { get; } = new(double.NaN, double.NaN);

    public static Evaluation From(double lossSum, long correct, long samples) =>
        samples == 0 ? Empty : new(lossSum / samples, (double)correct / samples);
}
