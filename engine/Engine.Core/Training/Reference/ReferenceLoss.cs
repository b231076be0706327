namespace Engine.Training.Reference;

/// <summary>Softmax and cross-entropy of a batch.</summary>
/// <param name="Sum">Sum of the samples' cross-entropies in nats.</param>
/// <param name="Errors">Gradient of their mean by the logits, (p - onehot) / samples, <c>[samples][classes]</c>.</param>
public sealed record ReferenceLoss(double Sum, int Correct, double[][] Errors)
{
    /// <param name="logits"><c>[samples][classes]</c>.</param>
    public static ReferenceLoss Of(double[][] logits, IReadOnlyList<byte> labels)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(labels);
        var (sum, correct) = (0.0, 0);
        var errors = new double[logits.Length][];
        for (var row = 0; row < logits.Length; row++)
        {
            var top = logits[row].Max();
            double[] exponentials = [.. logits[row].Select(logit => Math.Exp(logit - top))];
            var total = exponentials.Sum();
            sum += Math.Log(total) + top - logits[row][labels[row]];
            correct += Array.IndexOf(logits[row], top) == labels[row] ? 1 : 0;
            errors[row] = [.. exponentials.Select((e, c) => ((e / total) - (c == labels[row] ? 1 : 0)) / logits.Length)];
        }
        return new ReferenceLoss(sum, correct, errors);
    }
}
