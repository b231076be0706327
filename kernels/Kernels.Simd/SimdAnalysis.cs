using Engine;
using Engine.Ablation;
using Engine.Ablation.Sets;
using Engine.Analysis;
using Engine.Data;
using Engine.Inference;
using Engine.Measures;
using Engine.Networks;
using Engine.Numerics;
using Engine.Pairs;
using Engine.Training;
using Kernels.Simd.Ablation;
using Kernels.Simd.Ablation.Sets;
using Kernels.Simd.Histograms;
using Kernels.Simd.Pairs;

namespace Kernels.Simd;

/// <summary>One network on this machine's cores.</summary>
internal sealed class SimdAnalysis(Network network, AnalysisResources resources, VectorWidth width) : IAnalysisSession
{
    private readonly PackedNetwork _network = new(network);
    private readonly WorkerTeam _team = new(resources.Threads);

    public Network Network => _network.Network;

    public Evaluation Evaluate(LabelledData data, CancellationToken cancellation = default)
    {
        Network.RequireFit(data);
        return Evaluator.Evaluate(_network, data, _team, width, cancellation);
    }

    public IReadOnlyList<LayerMeasurement> Measure(
        LabelledData data, IReadOnlyList<QuantizerRule> rules, bool codes, CancellationToken cancellation)
    {
        Network.RequireFit(data);
        if (data.Samples == 0)
            throw new UserErrorException("there is no sample to measure neurons on; choose a split that has some");
        return new LayerMeasurer(_network, data, rules, codes, _team, resources.Memory, width).Run(cancellation);
    }

    public IPairCounts CountPairs(BitPlanes planes) => PairCounter.Open(planes, width);

    public IReadOnlyList<AblationCurve> Ablate(AblationRequest request, CancellationToken cancellation)
    {
        request.RequireFit(Network);
        return new CurveEvaluator(_network, request, _team, resources.Memory, width).Run(cancellation);
    }

    public SetFindings Remove(SetRequest request, CancellationToken cancellation) =>
        new SetEvaluator(_network, request, _team, width).Run(cancellation);

    public void Dispose()
    {
        _network.Dispose();
        _team.Dispose();
    }
}
