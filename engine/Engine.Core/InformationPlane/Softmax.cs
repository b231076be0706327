namespace Engine.InformationPlane;

/// <summary>exp z_c / sum exp z: logits become class probabilities.</summary>
internal static class Softmax
{
    /// <summary>In place; computed in float64.</summary>
    public static void Apply(Span<float> logits)
    {
        double top = logits[0];
        foreach (var logit in logits)
            top = Math.Max(top, logit);
        var sum = 0.0;
        foreach (var logit in logits)
            sum += Math.Exp(logit - top);
        for (var c = 0; c < logits.Length; c++)
            logits[c] = (float)(Math.Exp(logits[c] - top) / sum);
    }
}
