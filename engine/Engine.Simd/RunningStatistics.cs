namespace Engine.Simd;

/// <summary>A batch-normalization layer's running mean and variance, <c>[features]</c>, updated in place.</summary>
internal sealed record RunningStatistics(float[] Mean, float[] Variance);
