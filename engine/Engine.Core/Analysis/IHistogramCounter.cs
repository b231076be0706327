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
