using Engine;
using Engine.Ablation;
using Engine.Inference;
using Engine.Numerics;

namespace Kernels.Simd.Ablation.Rows;

/// <summary>Runs all orders of a scope over one block of samples. One thread at a time.</summary>
internal sealed class RowEvaluator<TLanes, TVector> : IBlockEvaluator
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    private readonly PackedNetwork _network;
    private readonly AblationRequest _request;
    private readonly BlockSamples _samples;
    private readonly RowState<TLanes, TVector> _state;
    private readonly int _capacity;

    public RowEvaluator(PackedNetwork network, AblationRequest request, int capacity, VectorWidth width)
    {
        (_network, _request, _capacity) = (network, request, capacity);
        var first = request.Scope.FirstLayer;
        _samples = new BlockSamples(network, first, capacity, capacity, width);
        _state = new RowState<TLanes, TVector>(network.Network.Shape, first, capacity, width);
    }

    public void Run(int block, IReadOnlyList<OrderPlan> plans, IReadOnlyList<DriftCheck> checks, StepRecord[][] records, CancellationToken cancellation)
    {
        _samples.Load(_request.Data, block * _capacity);
        for (var i = 0; i < plans.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var check = checks[i].Block == block ? checks[i] : null;
            var found = RunOrder(plans[i], check, block * _capacity, records[i]);
            check?.Verify(_network.Network, block * _capacity, found);
        }
    }

    public void Dispose()
    {
        _samples.Dispose();
        _state.Dispose();
    }

    private Dictionary<int, SampleScore[]> RunOrder(OrderPlan plan, DriftCheck? check, int firstSample, StepRecord[] records)
    {
        var found = new Dictionary<int, SampleScore[]>();
        var removed = plan.Order.Removed;
        _state.Begin(plan, _samples);
        for (var step = removed.Length; ; step--)
        {
            records[step] = step < removed.Length && !_state.Changed ? records[step + 1] : Record(plan.Order, step, firstSample);
            if (check is not null && check.Covers(step))
                found[step] = _state.Scores.ToArray();
            if (step == 0)
                return found;
            _state.Arrive(removed[step - 1].Layer);
        }
    }

    /// <summary>Summed as <see cref="Lanes.StepSums{TLanes,TVector}"/> sums, so that no digit depends on which of the two evaluates a scope.</summary>
    private StepRecord Record(AblationOrder order, int step, int firstSample)
    {
        var record = StepRecord.Of(_state.Scores);
        return double.IsFinite(record.Loss) ? record : throw NotFinite(order, step, firstSample);
    }

    private UserErrorException NotFinite(AblationOrder order, int step, int firstSample)
    {
        var scores = _state.Scores;
        var sample = 0;
        while (float.IsFinite(scores[sample].Loss))
            sample++;
        return _request.NotFinite(order, step, firstSample + sample, scores[sample].Loss);
    }
}
