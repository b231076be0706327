using System.Runtime.Intrinsics;
using Engine.Ablation;
using Engine.Inference;
using Engine.Numerics;
using Kernels.Simd.Ablation.Replaced;
using Kernels.Simd.Ablation.Rows;

namespace Kernels.Simd.Ablation;

/// <summary>Evaluates the orders of one scope: blocks of samples over the threads, all orders of a group on each block.</summary>
/// <remarks>A sample's result does not depend on its block's neighbours, and losses are summed block after block in their order, so that
/// threads, memory and grouping leave no trace in the result.</remarks>
internal sealed class CurveEvaluator(PackedNetwork network, AblationRequest request, WorkerTeam team, long memory, VectorWidth width)
{
    /// <summary>Samples of a block: its state and one order's weights share the second-level cache.</summary>
    private const int Block = 128;

    private readonly int _blocks = (request.Data.Samples + Block - 1) / Block;

    public IReadOnlyList<AblationCurve> Run(CancellationToken cancellation)
    {
        using var plans = new PlanFactory(network.Network, request.Scope);
        using var evaluators = new Pool<BlockEvaluator>(Create);
        var curves = new List<AblationCurve>();
        while (curves.Count < request.Orders.Count)
        {
            var group = plans.Next(request.Orders, curves.Count, memory / 2);
            try
            {
                curves.AddRange(Evaluate(group, curves.Count, evaluators, cancellation));
            }
            finally
            {
                foreach (var plan in group)
                    plan.Dispose();
            }
        }
        return curves;
    }

    private IEnumerable<AblationCurve> Evaluate(
        OrderPlan[] plans, int firstOrder, Pool<BlockEvaluator> evaluators, CancellationToken cancellation)
    {
        var checks = plans.Select((_, i) => new DriftCheck(request, firstOrder + i, Block)).ToArray();
        var totals = plans.Select(plan => new StepRecord[plan.Order.Removed.Length + 1]).ToArray();
        var stepBytes = totals.Sum(steps => (long)steps.Length) * 16;
        // At least a block for each thread, but there may be fewer blocks than threads.
        var wave = (int)Math.Min(_blocks, Math.Max(team.Size, memory / 2 / stepBytes));
        for (var first = 0; first < _blocks; first += wave)
            Wave(first, Math.Min(wave, _blocks - first), plans, checks, totals, evaluators, cancellation);
        return plans.Select((plan, i) => plan.Order.Curve(
            request.Scope, request.Data.Samples, [.. totals[i].Select(step => (step.Correct, step.Loss, step.NearTies))]));
    }

    /// <summary>Runs some blocks at a time and adds them up in their order.</summary>
    private void Wave(
        int first, int count, OrderPlan[] plans, DriftCheck[] checks, StepRecord[][] totals, Pool<BlockEvaluator> evaluators,
        CancellationToken cancellation)
    {
        var records = new StepRecord[count][][];
        team.Run(count, i =>
        {
            cancellation.ThrowIfCancellationRequested();
            records[i] = [.. totals.Select(steps => new StepRecord[steps.Length])];
            evaluators.Use(evaluator => evaluator.Run(first + i, plans, checks, records[i], cancellation));
        });
        foreach (var block in records)
        {
            for (var order = 0; order < totals.Length; order++)
            {
                for (var step = 0; step < totals[order].Length; step++)
                    totals[order][step] += block[order][step];
            }
        }
    }

    private BlockEvaluator Create() => new(CreateState(), network.Network, request, Block);

    private IBlockState CreateState() =>
        request.Replaced.Kind == Replacement.Zero ? CreateRows() : new ReplacedState(network, request, Block, width);

    private IBlockState CreateRows() => width switch
    {
        VectorWidth.Bits512 => new RowState<Lanes512, Vector512<float>>(network, request, Block, width),
        VectorWidth.Bits256 => new RowState<Lanes256, Vector256<float>>(network, request, Block, width),
        _ => new RowState<Lanes128, Vector128<float>>(network, request, Block, width),
    };
}
