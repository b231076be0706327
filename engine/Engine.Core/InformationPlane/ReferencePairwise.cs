using Engine.Numerics;

namespace Engine.InformationPlane;

/// <summary>The plain reference of <see cref="PairwiseInformation"/>: a double loop in float64 over all pairs,
/// the formulas as they stand.</summary>
public static class ReferencePairwise
{
    /// <param name="scale">2 for the upper bound, 8 for the lower one.</param>
    /// <returns>In bits.</returns>
    public static LayerInformation Of(RowMatrix outputs, ReadOnlySpan<byte> labels, double noise, double scale)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        double input = 0, conditional = 0;
        for (var i = 0; i < outputs.Rows; i++)
        {
            double all = 0, own = 0;
            var members = 0;
            for (var j = 0; j < outputs.Rows; j++)
            {
                var term = Math.Exp(-Distance(outputs[i], outputs[j]) / (scale * noise));
                all += term;
                own += labels[j] == labels[i] ? term : 0;
                members += labels[j] == labels[i] ? 1 : 0;
            }
            input -= Math.Log(all / outputs.Rows) / outputs.Rows;
            conditional -= Math.Log(own / members) / outputs.Rows;
        }
        var ofNoise = outputs.Columns / 2.0 * Math.Log(2 * Math.PI * Math.E * noise);
        return new LayerInformation(input / Math.Log(2), (input - conditional) / Math.Log(2), (input + ofNoise) / Math.Log(2));
    }

    private static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var k = 0; k < a.Length; k++)
            sum += ((double)a[k] - b[k]) * ((double)a[k] - b[k]);
        return sum;
    }
}
