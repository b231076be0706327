using Engine.Measures;
using Engine.Networks;

namespace Engine.Analysis;

/// <summary>The device port: where neurons are measured and ablated.</summary>
public interface IAnalysisDevice
{
    /// <summary>The name that <c>--device</c> takes, e.g. <c>simd</c>.</summary>
    string Name { get; }

    Availability Availability { get; }

    /// <summary>The vector width or GPU that last bits depend on, for the table of runs.</summary>
    string InstructionSet { get; }

    /// <summary>The joint histograms of given activations: equal to <see cref="ReferenceHistogrammer"/> on every device, to the last count.</summary>
    /// <param name="activations"><c>[samples, neurons]</c>, row-major.</param>
    /// <param name="labels"><c>[samples]</c>.</param>
    /// <param name="quantizers"><c>[neurons]</c>.</param>
    /// <returns><c>[neurons][bins, classes]</c>: counts.</returns>
    int[][] CountJointHistograms(ReadOnlyMemory<float> activations, ReadOnlyMemory<byte> labels, int classes, IReadOnlyList<Quantizer> quantizers, AnalysisResources resources);

    /// <summary>Prepares a network for analysis.</summary>
    IAnalysisSession Open(Network network, AnalysisResources resources);
}
