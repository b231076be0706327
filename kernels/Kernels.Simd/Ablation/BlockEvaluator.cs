using Engine;
using Engine.Ablation;
using Engine.Networks;
using Engine.Numerics;

namespace Kernels.Simd.Ablation;

/// <summary>Runs all orders of a scope over one block of samples. One thread at a time.</summary>
/// <param name="network">As for inference: folded and flushed.</param>
/// <param name="capacity">Samples of a whole block.</param>
internal sealed class BlockEvaluator(IBlockState state, Network network, AblationRequest request, int capacity) : IDisposable
{
    /// <param name="checks">By order.</param>
    /// <param name="records">Written: by order, by step.</param>
    public void Run(
        int block, IReadOnlyList<OrderPlan> plans, IReadOnlyList<DriftCheck> checks, StepRecord[][] records, CancellationToken cancellation)
    {
        var first = block * capacity;
        state.Load(first, Math.Min(capacity, request.Data.Samples - first));
        for (var i = 0; i < plans.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var check = checks[i].Block == block ? checks[i] : null;
            var found = RunOrder(plans[i], check, first, records[i]);
            check?.Verify(network, first, found);
        }
    }

    public void Dispose() => state.Dispose();

    /// <returns>By checked step, the scores of the whole block.</returns>
    private Dictionary<int, SampleScore[]> RunOrder(OrderPlan plan, DriftCheck? check, int firstSample, StepRecord[] records)
    {
        var found = new Dictionary<int, SampleScore[]>();
        var removed = plan.Order.Removed;
        state.Begin(plan, check is not null);
        for (var step = removed.Length; ; step--)
        {
            records[step] = step < removed.Length && !state.Changed ? records[step + 1] : Record(plan.Order, step, firstSample);
            if (check is not null && check.Covers(step))
                found[step] = state.Scores();
            if (step == 0)
                return found;
            state.Arrive(removed[step - 1]);
        }
    }

    private StepRecord Record(AblationOrder order, int step, int firstSample)
    {
        var record = state.Sum();
        return double.IsFinite(record.Loss) ? record : throw NotFinite(order, step, firstSample);
    }

    private UserErrorException NotFinite(AblationOrder order, int step, int firstSample)
    {
        var sample = 0;
        while (float.IsFinite(state.LossOf(sample)))
            sample++;
        return request.NotFinite(order, step, firstSample + sample, state.LossOf(sample));
    }
}

/// <summary>A block of samples in a network into which neurons come back one after another, whatever the vector width.</summary>
internal interface IBlockState : IDisposable
{
    /// <summary>Whether any score was computed anew when the last neuron came.</summary>
    bool Changed { get; }

    /// <summary>Reads a block of the request's samples.</summary>
    void Load(int firstSample, int count);

    /// <summary>The network without any neuron of the scope.</summary>
    /// <param name="isChecked">Whether <see cref="Scores"/> will be asked for.</param>
    void Begin(OrderPlan plan, bool isChecked);

    /// <summary>Puts the next neuron of the plan back and follows what it changes.</summary>
    void Arrive(NeuronId id);

    /// <summary>The block's sums.</summary>
    StepRecord Sum();

    /// <summary>A sample's cross-entropy in nats.</summary>
    float LossOf(int sample);

    /// <summary>The scores of the block's samples in the network as it is now.</summary>
    SampleScore[] Scores();
}
