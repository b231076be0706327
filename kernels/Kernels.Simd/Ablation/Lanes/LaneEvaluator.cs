using Engine.Ablation;
using Engine.Inference;
using Engine.Numerics;
using Kernels.Simd.Ablation.Rows;

namespace Kernels.Simd.Ablation.Lanes;

/// <summary>Runs all orders of a scope over one block of samples, panel after panel: a panel's state stays in the first-level cache for all steps of an order.</summary>
internal sealed unsafe class LaneEvaluator<TLanes, TVector> : IBlockEvaluator
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    private readonly PackedNetwork _network;
    private readonly AblationRequest _request;
    private readonly BlockSamples _samples;
    private readonly LaneState<TLanes, TVector> _state;
    private readonly StepSums<TLanes, TVector> _sums;
    private readonly int _capacity;
    private readonly VectorWidth _width;

    public LaneEvaluator(PackedNetwork network, AblationRequest request, int capacity, VectorWidth width)
    {
        (_network, _request, _capacity, _width) = (network, request, capacity, width);
        var (shape, first) = (network.Network.Shape, request.Scope.FirstLayer);
        _samples = new BlockSamples(network, first, capacity, LaneState<TLanes, TVector>.Width, width);
        _state = new LaneState<TLanes, TVector>(shape, first);
        _sums = new StepSums<TLanes, TVector>(request.Scope.Neurons(shape).Count() + 1);
    }

    public void Run(int block, IReadOnlyList<OrderPlan> plans, IReadOnlyList<DriftCheck> checks, StepRecord[][] records, CancellationToken cancellation)
    {
        var firstSample = block * _capacity;
        _samples.Load(_request.Data, firstSample);
        for (var i = 0; i < plans.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var check = checks[i].Block == block ? checks[i] : null;
            var found = new Dictionary<int, SampleScore[]>();
            _sums.Clear();
            for (var first = 0; first < _samples.Count; first += LaneState<TLanes, TVector>.Width)
                RunPanel(plans[i], first, check, found);
            for (var step = 0; step < records[i].Length; step++)
                records[i][step] = _sums[step];
            if (Array.Exists(records[i], record => !double.IsFinite(record.Loss)))
                FindNotFinite(block, plans[i], checks[i], cancellation);
            check?.Verify(_network.Network, firstSample, found);
        }
    }

    public void Dispose()
    {
        _samples.Dispose();
        _state.Dispose();
        _sums.Dispose();
    }

    private void RunPanel(OrderPlan plan, int first, DriftCheck? check, Dictionary<int, SampleScore[]> found)
    {
        var removed = plan.Order.Removed;
        _state.Begin(plan, _samples, first);
        for (var step = removed.Length; ; step--)
        {
            _sums.Add(step, first, _state.Results);
            if (check is not null && check.Covers(step))
                Collect(step, first, found);
            if (step == 0)
                return;
            _state.Arrive(removed[step - 1].Layer);
        }
    }

    private void Collect(int step, int first, Dictionary<int, SampleScore[]> found)
    {
        if (!found.TryGetValue(step, out var scores))
            found.Add(step, scores = new SampleScore[_samples.Count]);
        for (var lane = 0; lane < LaneState<TLanes, TVector>.Width && first + lane < scores.Length; lane++)
            scores[first + lane] = _state.ScoreOf(lane);
    }

    /// <summary>The same sums sample by sample, which name the one whose loss is not a finite number.</summary>
    private void FindNotFinite(int block, OrderPlan plan, DriftCheck check, CancellationToken cancellation)
    {
        using var rows = new RowEvaluator<TLanes, TVector>(_network, _request, _capacity, _width);
        rows.Run(block, [plan], [check], [new StepRecord[plan.Order.Removed.Length + 1]], cancellation);
        throw new InvalidOperationException($"ablation check failed: {_request.Scope}, {plan.Order}: a loss is not a finite number, but not when computed sample by sample. This is a fault of the engine; please report it with the network.");
    }
}
