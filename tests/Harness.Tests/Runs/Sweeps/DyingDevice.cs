using Engine;
using Engine.Ablation;
using Engine.Ablation.Sets;
using Engine.Analysis;
using Engine.Data;
using Engine.Measures;
using Engine.Networks;
using Engine.Pairs;
using Engine.Training;
using Kernels.Simd;

namespace Harness.Tests.Runs.Sweeps;

/// <summary>A device that may fail in the middle of an analysis.</summary>
/// <param name="ablating">Called when curves are asked for.</param>
internal sealed class DyingDevice(Action ablating) : IAnalysisDevice
{
    private readonly SimdDevice _device = new();

    public string Name => _device.Name;

    public Availability Availability => _device.Availability;

    public string InstructionSet => _device.InstructionSet;

    public IAnalysisSession Open(Network network, AnalysisResources resources) => new Session(ablating, _device.Open(network, resources));

    private sealed class Session(Action ablating, IAnalysisSession session) : IAnalysisSession
    {
        public Network Network => session.Network;

        public Evaluation Evaluate(LabelledData data, CancellationToken cancellation = default) => session.Evaluate(data, cancellation);

        public IReadOnlyList<LayerMeasurement> Measure(
            LabelledData data, IReadOnlyList<QuantizerRule> rules, bool codes, CancellationToken cancellation) =>
            session.Measure(data, rules, codes, cancellation);

        public IPairCounts CountPairs(BitPlanes planes) => session.CountPairs(planes);

        public IReadOnlyList<AblationCurve> Ablate(AblationRequest request, CancellationToken cancellation)
        {
            ablating();
            return session.Ablate(request, cancellation);
        }

        public SetFindings Remove(SetRequest request, CancellationToken cancellation) => session.Remove(request, cancellation);

        public void Dispose() => session.Dispose();
    }
}
