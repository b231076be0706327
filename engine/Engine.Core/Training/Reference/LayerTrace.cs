namespace Engine.Training.Reference;

/// <summary>The values of one layer's forward pass that the way back needs; matrices are <c>[samples][width]</c>.</summary>
/// <param name="Input">The layer's input: the data, or the outputs of the layer before after its dropout.</param>
/// <param name="Standardized">Batch normalization's (z - mean) / sqrt(variance + epsilon).</param>
/// <param name="PreActivation">The values that the activation was applied to; the logits in the last layer.</param>
/// <param name="Factors">Dropout's.</param>
/// <param name="Code">Of the last hidden layer, where there is a bottleneck.</param>
public sealed record LayerTrace(
    double[][] Input, BatchStatistics? Statistics, double[][]? Standardized, double[][] PreActivation, double[][]? Factors,
    BottleneckTrace? Code = null);
