namespace Engine.Networks;

/// <summary>A batch-normalization layer's parameters and running statistics, each <c>[features]</c>:
/// y = gamma (x - mean) / sqrt(variance + epsilon) + beta.</summary>
/// <remarks>Ioffe, Szegedy, arXiv:1502.03167; epsilon and momentum are PyTorch's defaults.
/// The running variance is the unbiased one.</remarks>
public sealed record BatchNormalization(float[] Gamma, float[] Beta, float[] RunningMean, float[] RunningVariance)
{
    public const float Epsilon = 1e-5f;

    /// <summary>The weight of a new batch in the running statistics.</summary>
    public const float Momentum = 0.1f;

    public int Features => Gamma.Length;
}
