using Engine.Networks;

namespace Engine.Training.Reference;

/// <summary>A dense layer's parameters in float64, with batch normalization where there is one.</summary>
/// <param name="Weight"><c>[outputs, inputs]</c>, row-major.</param>
/// <param name="Bias"><c>[outputs]</c>.</param>
public sealed record ReferenceLayer(int Inputs, int Outputs, double[] Weight, double[] Bias, ReferenceNormalization? Normalization)
{
    public static ReferenceLayer From(DenseLayer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        var norm = layer.Normalization is { } from ? ReferenceNormalization.From(from) : null;
        return new ReferenceLayer(layer.Inputs, layer.Outputs, [.. layer.Weight], [.. layer.Bias], norm);
    }

    /// <summary>The parameters that the optimizer changes: weight, bias, then gamma and beta.</summary>
    public IEnumerable<double[]> Parameters => Normalization is { } norm ? [Weight, Bias, norm.Gamma, norm.Beta] : [Weight, Bias];

    public DenseLayer Round() => new(Inputs, Outputs, Round(Weight), Round(Bias), Normalization?.Round());

    internal static float[] Round(double[] values) => [.. values.Select(value => (float)value)];
}
