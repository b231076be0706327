namespace Engine.Networks;

/// <summary>A batch-normalization layer's parameters and running statistics, each <c>[features]</c>:
/// y = gamma (x - mean) / sqrt(variance + epsilon) + beta.</summary>
/// <remarks>Ioffe, Szegedy, arXiv:1502.03167; epsilon and momentum are PyTorch's defaults.
/// The running variance is the unbiased one.</remarks>
public sealed record BatchNormalization(float[] Gamma, float[] Beta, float[] RunningMean, float[] RunningVariance)
{
    /// <summary>PyTorch's, and that of every network trained here.</summary>
    public const float DefaultEpsilon = 1e-5f;

    public float Epsilon { get; init; } = DefaultEpsilon;

    /// <summary>The weight of a new batch in the running statistics.</summary>
    public const float Momentum = 0.1f;

    public int Features => Gamma.Length;

    /// <summary>The factor of feature <paramref name="feature"/>: gamma / sqrt(variance + epsilon).</summary>
    public double Scale(int feature) => Gamma[feature] / Math.Sqrt((double)RunningVariance[feature] + Epsilon);
}
