using Engine.Networks;

namespace Engine.Training.Reference;

/// <summary>Batch normalization's parameters and running statistics in float64, each <c>[features]</c>.</summary>
public sealed record ReferenceNormalization(double[] Gamma, double[] Beta, double[] RunningMean, double[] RunningVariance)
{
    public static ReferenceNormalization From(BatchNormalization norm)
    {
        ArgumentNullException.ThrowIfNull(norm);
        return new ReferenceNormalization([.. norm.Gamma], [.. norm.Beta], [.. norm.RunningMean], [.. norm.RunningVariance]);
    }

    public BatchNormalization Round() => new(
        ReferenceLayer.Round(Gamma), ReferenceLayer.Round(Beta), ReferenceLayer.Round(RunningMean), ReferenceLayer.Round(RunningVariance));

    /// <summary>Takes a batch's statistics into the running ones: the unbiased variance,
    /// which a batch of one sample does not have.</summary>
    public void Follow(BatchStatistics batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        for (var i = 0; i < RunningMean.Length; i++)
        {
            RunningMean[i] += BatchNormalization.Momentum * (batch.Mean[i] - RunningMean[i]);
            if (batch.Samples > 1)
                RunningVariance[i] += BatchNormalization.Momentum * (
                    (batch.Variance[i] * batch.Samples / (batch.Samples - 1)) - RunningVariance[i]);
        }
    }
}
