using Engine;
using Engine.Analysis;
using Engine.Measures;
using Engine.Networks;
using Engine.Numerics;
using Kernels.Simd.Histograms;

namespace Kernels.Simd;

/// <summary>The device of our own: this machine's cores and vector units, no package.</summary>
public sealed class SimdDevice(VectorWidth width) : IAnalysisDevice, IHistogramCounter
{
    private readonly IdleTeam _team = new();

    public SimdDevice() : this(VectorWidths.Widest) { }

    public string Name => "simd";

    public Availability Availability => Availability.Yes($"{Environment.ProcessorCount} cores, {InstructionSet}");

    public string InstructionSet => VectorWidths.NameOf(width);

    public unsafe int[][] CountJointHistograms(
        ReadOnlyMemory<float> activations, ReadOnlyMemory<byte> labels, int classes, IReadOnlyList<Quantizer> quantizers,
        AnalysisResources resources)
    {
        ArgumentNullException.ThrowIfNull(quantizers);
        ArgumentNullException.ThrowIfNull(resources);
        GivenNumbers.Require(activations.Length, labels.Span, classes, quantizers.Count);
        using var pin = activations.Pin();
        var outputs = (float*)pin.Pointer;
        return _team.Use(resources.Threads, team => JointHistogramCounter.Count(outputs, labels, classes, quantizers, team, width));
    }

    public IAnalysisSession Open(Network network, AnalysisResources resources) => new SimdAnalysis(network, resources, width);
}
