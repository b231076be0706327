using Engine;
using Engine.Analysis;
using Engine.Analysis.Streams;
using Engine.Measures;
using Engine.Networks;
using Engine.Numerics;
using Engine.Pairs;
using Kernels.Simd.Histograms;
using Kernels.Simd.Pairs;
using Kernels.Simd.Streams;

namespace Kernels.Simd;

/// <summary>The device of our own: this machine's cores and vector units, no package.</summary>
public sealed class SimdDevice(VectorWidth width) : IAnalysisDevice, IHistogramCounter, IStreamMeasurer
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

    public StreamedLayer Measure(StreamedOutputs stream, int layer, StreamRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(request);
        GivenNumbers.RequireLabels(stream.Samples, request.Labels.Span, request.Classes);
        return _team.Use(
            request.Resources.Threads, team => new StreamMeasurer(stream, request, team, width, cancellation).Run(layer));
    }

    public NeuronCodes Codes(
        StreamedOutputs stream, int first, IReadOnlyList<Quantizer> quantizers, StreamRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(quantizers);
        ArgumentNullException.ThrowIfNull(request);
        GivenNumbers.RequireLabels(stream.Samples, request.Labels.Span, request.Classes);
        var symbols = _team.Use(
            request.Resources.Threads, team => new StreamPasses(stream, request, team, width, cancellation).Symbols(first, quantizers));
        return new NeuronCodes(symbols, [.. quantizers.Select(quantizer => quantizer.Bins)]);
    }

    public IPairCounts CountPairs(BitPlanes planes) => PairCounter.Open(planes, width);

    public IAnalysisSession Open(Network network, AnalysisResources resources) => new SimdAnalysis(network, resources, width);
}
