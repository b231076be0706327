namespace Engine.Training.Reference;

/// <summary>The values of a batch's code that the way back needs; matrices are <c>[samples][width]</c>.</summary>
/// <param name="Input">The input of the bottleneck's layer.</param>
/// <param name="Mean">mu, the layer's output.</param>
/// <param name="LogVariance">ln sigma^2.</param>
/// <param name="Noise">e.</param>
/// <param name="Code">z = mu + sigma e.</param>
public sealed record BottleneckTrace(double[][] Input, double[][] Mean, double[][] LogVariance, double[][] Noise, double[][] Code);
