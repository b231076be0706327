using Engine.Training;

namespace Engine.Torch.Optimizers;

/// <summary>Puts the noise of <see cref="GradientNoise"/>, which numbers weights input by input, where the parameters of a stack lie, which are stored output by output.</summary>
internal sealed class NoiseRow(StackLayout layout)
{
    private readonly float[] _row = new float[layout.Length];

    /// <returns>Noise for one network, in the order of the layout; zeros in its padding. Valid until the next call.</returns>
    public ReadOnlySpan<float> Draw(GradientNoise noise, long step)
    {
        var number = 0L;
        for (var layer = 0; layer < layout.Shape.Layers; layer++)
        {
            DrawWeight(noise, step, layer, number);
            number += layout.WeightLength(layer);
            long[] vectors = layout.Normalizes(layer) ? [layout.Bias(layer), layout.Gamma(layer), layout.Beta(layer)] : [layout.Bias(layer)];
            foreach (var offset in vectors)
            {
                noise.Fill(step, number, _row.AsSpan((int)offset, layout.Outputs(layer)));
                number += layout.Outputs(layer);
            }
        }
        return _row;
    }

    private void DrawWeight(GradientNoise noise, long step, int layer, long number)
    {
        int inputs = layout.Inputs(layer), outputs = layout.Outputs(layer);
        var weight = _row.AsSpan((int)layout.Weight(layer), inputs * outputs);
        var column = new float[outputs];
        for (var i = 0; i < inputs; i++)
        {
            noise.Fill(step, number + ((long)i * outputs), column);
            for (var o = 0; o < outputs; o++)
                weight[(o * inputs) + i] = column[o];
        }
    }
}
