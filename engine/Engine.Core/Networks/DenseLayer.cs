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
            var scale = norm.Scale(o);
            bias[o] = (float)(((Bias[o] - (double)norm.RunningMean[o]) * scale) + norm.Beta[o]);
            for (var i = 0; i < Inputs; i++)
                weight[(o * Inputs) + i] = (float)(Weight[(o * Inputs) + i] * scale);
        }
        return new DenseLayer(Inputs, Outputs, weight, bias);
    }

    /// <summary>The same map of inputs that pass a batch normalization first, which is folded into weights and bias (computed in
    /// float64, rounded once).</summary>
    /// <param name="before">Of the inputs.</param>
    public DenseLayer After(BatchNormalization before)
    {
        ArgumentNullException.ThrowIfNull(before);
        var weight = new float[Weight.Length];
        var bias = new float[Outputs];
        for (var o = 0; o < Outputs; o++)
        {
            var sum = (double)Bias[o];
            for (var i = 0; i < Inputs; i++)
            {
                var scale = before.Scale(i);
                sum += Weight[(o * Inputs) + i] * (before.Beta[i] - (before.RunningMean[i] * scale));
                weight[(o * Inputs) + i] = (float)(Weight[(o * Inputs) + i] * scale);
            }
            bias[o] = (float)sum;
        }
        return this with { Weight = weight, Bias = bias };
    }
}
