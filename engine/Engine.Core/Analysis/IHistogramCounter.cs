using Engine.Measures;

namespace Engine.Analysis;

/// <summary>A device's counting of joint histograms on activations in host memory, apart from any network.</summary>
/// <remarks>A session counts in the same way the outputs of its own network, which nobody but the device sees. On given numbers the
/// counting can be compared with
/// <see cref="ReferenceHistogrammer"/>, to the last count, and timed.</remarks>
public interface IHistogramCounter
{
    /// <param name="activations"><c>[samples, neurons]</c>, row-major.</param>
    /// <param name="labels"><c>[samples]</c>.</param>
    /// <param name="quantizers"><c>[neurons]</c>.</param>
    /// <returns><c>[neurons][bins, classes]</c>: counts.</returns>
    int[][] CountJointHistograms(
        ReadOnlyMemory<float> activations, ReadOnlyMemory<byte> labels, int classes, IReadOnlyList<Quantizer> quantizers,
        AnalysisResources resources);
}

/// <summary>The demands of every device on the numbers that it is given to count.</summary>
public static class GivenNumbers
{
    /// <exception cref="ArgumentException">Activations, labels and quantizers do not fit each other.</exception>
    public static void Require(int activations, ReadOnlySpan<byte> labels, int classes, int quantizers)
    {
        if (activations != (long)labels.Length * quantizers)
            throw new ArgumentException(
                $"{labels.Length} samples of {quantizers} neurons are not {activations} activations", nameof(activations));
        RequireLabels(labels.Length, labels, classes);
    }

    /// <exception cref="ArgumentException">There is not one label for each sample, or one is not below the number of classes.</exception>
    public static void RequireLabels(int samples, ReadOnlySpan<byte> labels, int classes)
    {
        if (labels.Length != samples)
            throw new ArgumentException($"{samples} samples have {labels.Length} labels", nameof(labels));
        if (labels.ContainsAnyExceptInRange((byte)0, (byte)(classes - 1)))
            throw new ArgumentException($"a label is not below {classes}", nameof(labels));
    }
}
