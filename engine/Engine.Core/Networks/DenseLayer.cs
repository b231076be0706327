namespace Engine.Networks;

/// <summary>One fully connected layer, z = W x + b, then batch normalization where there is one.</summary>
/// <param name="Weight"><c>[outputs, inputs]</c>, row-major, as PyTorch's <c>nn.Linear.weight</c>.</param>
/// <param name="Bias"><c>[outputs]</c>.</param>
public sealed record DenseLayer(int Inputs, int Outputs, float[] Weight, float[] Bias, BatchNormalization? Normalization = null)
{
    /// <summary>The weights from all inputs into one output.</summary>
    public ReadOnlySpan<float> Incoming(int output) => Weight.AsSpan(output * Inputs, Inputs);

    /// <summary>The same affine map with batch normalization's evaluation mode folded into weights and bias (computed in float64,
    /// rounded once).</summary>
    public DenseLayer Fold()
    {
        if (Normalization is not { } norm)
            return this;
        var weight = new float[Weight.Length];
        var bias = new float[Outputs];
        for (var o = 0; o < Outputs; o++)
        {
            var scale = norm.Gamma[o] / Math.Sqrt((double)norm.RunningVariance[o] + BatchNormalization.Epsilon);
            bias[o] = (float)(((Bias[o] - (double)norm.RunningMean[o]) * scale) + norm.Beta[o]);
            for (var i = 0; i < Inputs; i++)
                weight[(o * Inputs) + i] = (float)(Weight[(o * Inputs) + i] * scale);
        }
        return new DenseLayer(Inputs, Outputs, weight, bias);
    }
}
