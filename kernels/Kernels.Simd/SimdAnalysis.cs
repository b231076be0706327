using Engine;
using Engine.Ablation;
using Engine.Analysis;
using Engine.Data;
using Engine.Inference;
using Engine.Measures;
using Engine.Networks;
using Engine.Numerics;
using Engine.Training;
using Kernels.Simd.Ablation;
using Kernels.Simd.Histograms;

namespace Kernels.Simd;

/// <summary>One network on this machine's cores.</summary>
internal sealed class SimdAnalysis(Network network, AnalysisResources resources, VectorWidth width) : IAnalysisSession
{
    private readonly PackedNetwork _network = new(network);
    private readonly WorkerTeam _team = new(resources.Threads);

    public Evaluation Evaluate(LabelledData data)
    {
        network.RequireFit(data);
        return Evaluator.Evaluate(_network, data, _team, width);
    }

    public IReadOnlyList<LayerMeasurement> Measure(LabelledData data, IReadOnlyList<QuantizerRule> rules, bool codes, CancellationToken cancellation)
    {
        network.RequireFit(data);
        if (data.Samples == 0)
            throw new UserErrorException("there is no sample to measure neurons on; choose a split that has some");
        return new LayerMeasurer(_network, data, rules, codes, _team, resources.Memory, width).Run(cancellation);
    }

    public IReadOnlyList<AblationCurve> Ablate(AblationRequest request, CancellationToken cancellation)
    {
        request.RequireFit(network);
        return new CurveEvaluator(_network, request, _team, resources.Memory, width).Run(cancellation);
    }

    public void Dispose()
    {
        _network.Dispose();
        _team.Dispose();
    }
}
