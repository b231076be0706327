using Engine.Ablation;
using Engine.Inference;
using Engine.Numerics;

namespace Kernels.Simd.Ablation.Replaced;

/// <summary>Runs all orders of a scope over one block of samples where removed outputs are replaced by others than 0. One thread at a time.</summary>
internal sealed class ReplacedEvaluator(PackedNetwork network, AblationRequest request, int capacity, VectorWidth width) : IBlockEvaluator
{
    private readonly ReplacedState _state = new(network, request, capacity, width);

    public void Run(int block, IReadOnlyList<OrderPlan> plans, IReadOnlyList<DriftCheck> checks, StepRecord[][] records, CancellationToken cancellation)
    {
        var first = block * capacity;
        _state.Load(first, Math.Min(capacity, request.Data.Samples - first));
        for (var i = 0; i < plans.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var check = checks[i].Block == block ? checks[i] : null;
            var found = RunOrder(plans[i].Order, check, first, records[i]);
            check?.Verify(network.Network, first, found);
        }
    }

    public void Dispose() => _state.Dispose();

    private Dictionary<int, SampleScore[]> RunOrder(AblationOrder order, DriftCheck? check, int firstSample, StepRecord[] records)
    {
        var found = new Dictionary<int, SampleScore[]>();
        var removed = order.Removed;
        _state.Begin();
        for (var step = removed.Length; ; step--)
        {
            records[step] = step < removed.Length && !_state.Changed ? records[step + 1] : Record(order, step, firstSample);
            if (check is not null && check.Covers(step))
                found[step] = _state.Scores.ToArray();
            if (step == 0)
                return found;
            _state.Arrive(removed[step - 1]);
        }
    }

    private StepRecord Record(AblationOrder order, int step, int firstSample)
    {
        var record = StepRecord.Of(_state.Scores);
        if (double.IsFinite(record.Loss))
            return record;
        var sample = 0;
        while (float.IsFinite(_state.Scores[sample].Loss))
            sample++;
        throw request.NotFinite(order, step, firstSample + sample, _state.Scores[sample].Loss);
    }
}
