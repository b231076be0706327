using Engine.Ablation.Replacing;
using Engine.Data;
using Engine.Inference;
using Engine.Networks;
using Engine.Numerics;

namespace Engine.Ablation;

/// <summary>Holds the scores of single samples against a full forward pass in float64, some neurons removed.</summary>
/// <param name="network">As for inference: folded and flushed.</param>
public sealed class ScoreCheck(Network network, LabelledData data, Replacements replaced)
{
    /// <summary>Standard deviations of the rounding model by which correct logits may be off: room for errors that share a source, which it
    /// takes as independent, and for an order of arrival with larger partial sums than the model's.</summary>
    private const double Deviations = 32;

    /// <summary>Rounding units by which the vectorized exponentials and logarithm, and their sum, may put a loss off, per unit of its
    /// terms.</summary>
    private const double LossUnits = 64;

    private readonly ReferencePass _reference = new(network);
    private readonly RoundingModel _rounding = new(network);
    private readonly float[] _input = new float[network.Inputs];

    /// <param name="removed"><c>[hidden layers][neurons]</c>.</param>
    /// <returns>Null, or how a prediction or a loss differs by more than rounding explains.</returns>
    public string? Difference(int sample, bool[][] removed, SampleScore found)
    {
        data.Features.Read(sample, _input);
        var values = Replaced(network, replaced, sample);
        var logits = _reference.Logits(_input, removed, values);
        // The model costs more than the pass itself, and is seldom needed.
        if (Agrees(logits, sample, found, SampleScore.NearTie)
            || Agrees(logits, sample, found, 2 * Deviations * _rounding.Deviation(_input, removed, values)))
            return null;
        var (predicted, gap, loss) = ReferencePass.Score(logits, data.Labels[sample]);
        return $"predicted class {found.Predicted} with loss {found.Loss:R}, a float64 forward pass gives class {predicted} with loss "
            + $"{loss:R} and gap {gap:R}";
    }

    /// <param name="where">The scope, order, step and sample, or what else was removed.</param>
    public static CheckFailedException Failure(string where, string difference) =>
        new($"ablation check failed: {where}: {difference}. This is a fault of the engine; please report it with the network.");

    /// <summary>The values in place of the outputs of every hidden layer at a sample, <c>[hidden layers][neurons]</c>; null for 0
    /// everywhere.</summary>
    internal static float[][]? Replaced(Network network, Replacements replaced, int sample)
    {
        if (replaced.Kind == Replacement.Zero)
            return null;
        return [.. Enumerable.Range(1, network.HiddenLayers).Select(layer =>
        {
            var values = new float[network.Shape.Width(layer)];
            replaced.Read(layer, sample, values);
            return values;
        })];
    }

    /// <param name="margin">How far the difference of two logits may be off.</param>
    private bool Agrees(double[] logits, int sample, SampleScore found, double margin)
    {
        var (predicted, gap, loss) = ReferencePass.Score(logits, data.Labels[sample]);
        var terms = 1 + Math.Abs(loss) + logits.Max(Math.Abs);
        // Put so that NaN fails.
        return Math.Abs(loss - found.Loss) <= margin + (LossUnits * RoundingModel.Unit * terms)
            && (predicted == found.Predicted || gap < margin);
    }
}

/// <summary>Two ways to the same number disagree by more than rounding explains: a fault of the engine, of which the network is the
/// evidence.</summary>
public sealed class CheckFailedException(string message) : InvalidOperationException(message);
