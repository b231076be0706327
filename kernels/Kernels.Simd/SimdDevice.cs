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
        if (activations.Length != (long)labels.Length * quantizers.Count)
            throw new ArgumentException(
                $"{labels.Length} samples of {quantizers.Count} neurons are not {activations.Length} activations", nameof(activations));
        if (labels.Span.ContainsAnyExceptInRange((byte)0, (byte)(classes - 1)))
            throw new ArgumentException($"a label is not below {classes}", nameof(labels));
        using var pin = activations.Pin();
        var outputs = (float*)pin.Pointer;
        return _team.Use(resources.Threads, team => JointHistogramCounter.Count(outputs, labels, classes, quantizers, team, width));
    }

    public IAnalysisSession Open(Network network, AnalysisResources resources) => new SimdAnalysis(network, resources, width);
}
