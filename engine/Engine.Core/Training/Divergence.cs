namespace Engine.Training;

/// <summary>The reason for which a diverged network's training ends: where it happened, the number found and what to do,
/// the same for every trainer.</summary>
public static class Divergence
{
    /// <param name="epoch">1-based.</param>
    /// <param name="step">1-based, over all epochs.</param>
    /// <param name="finding">The value that is not finite, e.g. <c>the loss is NaN</c>.</param>
    public static string Describe(int epoch, long step, string finding, double learningRate) =>
        $"training diverged in epoch {epoch}, step {step}: {finding}; lower training.learning_rate ({learningRate}) "
            + "or check the input's scale";

    /// <summary>The outcome of a network that <see cref="ITrainingSession.Leave"/> took out.</summary>
    public const string LeftOut = "training was ended before";

    /// <summary>The error of asking for the network of training that has failed.</summary>
    public static UserErrorException NoNetwork(string failure) => new($"there is no network any more: {failure}");

    /// <summary>The sign of divergence in an evaluation after the epoch's last steps; null where all is well.</summary>
    public static string? In(string split, Evaluation evaluation, int samples)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return samples == 0 || double.IsFinite(evaluation.Loss) ? null : $"the {split} loss is {evaluation.Loss}";
    }
}
