using Engine.Ablation;
using Engine.Data;
using Engine.Numerics;
using ILGPU;
using Kernels.Ilgpu.Ablation.Replaced;
using Kernels.Ilgpu.Devices;
using Kernels.Ilgpu.Networks;

namespace Kernels.Ilgpu.Ablation;

/// <summary>Evaluates the orders of one scope on the device: groups of orders, and for each group batches of samples.</summary>
/// <remarks>A sample's scores depend on nothing but its order, and losses are added up block by block in the order of the data: groups and
/// batches leave no trace in a result. Back come a loss and two counts per step and order, and the few scores that are checked.</remarks>
internal sealed class CurveEvaluator(Machine machine, DeviceNetwork network, DeviceInputs inputs, AblationRequest request, WorkerTeam team)
{
    private readonly List<AblationCurve> _curves = [];
    private readonly List<CheckedOrder> _checked = [];

    /// <summary>The curves of all orders, and the scores to be checked: by the host, while the device is free for others.</summary>
    public (IReadOnlyList<AblationCurve> Curves, IReadOnlyList<CheckedOrder> Checked) Run(
        MemoryBudget budget, CancellationToken cancellation)
    {
        while (_curves.Count < request.Orders.Count)
        {
            var (curves, found) = budget.Run($"ablating {request.Scope}", bytes => From(_curves.Count, bytes, cancellation));
            _curves.AddRange(curves);
            _checked.AddRange(found);
        }
        return (_curves, _checked);
    }

    /// <summary>Order <paramref name="first"/> and those after it that fit.</summary>
    private (AblationCurve[] Curves, CheckedOrder[] Checked) From(int first, long bytes, CancellationToken cancellation)
    {
        // Half is for the orders, half for the forward pass through the layers before them.
        var size = BatchSize.For(
            network.Shape, request.Scope, request.Replaced.Kind, request.Data.Samples, request.Orders.Count - first, bytes / 2);
        using var memory = machine.NewMemory();
        AblationOrder[] orders = [.. request.Orders.Skip(first).Take(size.Orders)];
        var steps = orders[0].Removed.Length + 1;
        var totals = memory.Zeros<Tally>((long)steps * orders.Length);
        var notFinite = memory.Upload([.. Enumerable.Repeat(int.MaxValue, steps * orders.Length)]);
        var runner = Runner(memory, orders, size.Samples, notFinite);
        var scores = new CheckedScores(
            machine, memory, runner.Scores, [.. orders.Select((_, i) => new DriftCheck(request, first + i, TallyKernel.Block))], steps);
        var forward = new DeviceForward(machine, memory, network, inputs, team, request.Data.Features, request.Scope.FirstLayer, bytes / 2);
        for (var sample = 0; sample < request.Data.Samples; sample += size.Samples)
        {
            var (from, count) = (sample, Math.Min(size.Samples, request.Data.Samples - sample));
            forward.Run(from, count, runner.Intact, runner.Scores.Stride, cancellation);
            runner.Run(request.Data, from, count, step => scores.Collect(step, from, count), cancellation);
            ScoreRunner.Fold(machine, runner.Scores, count, totals);
            RefuseNotFinite(orders, machine.Download(notFinite), totals);
        }
        return (Curves(orders, machine.Download(totals)), scores.Take(request.Data.Labels));
    }

    private IBatchRunner Runner(DeviceMemory memory, AblationOrder[] orders, int stride, ArrayView<int> notFinite)
    {
        if (request.Replaced.Kind != Replacement.Zero)
            return new ReplacedRunner(machine, memory, network, request, orders, stride, notFinite);
        var group = new OrderGroup(
            machine, memory, network, request.Scope, [.. orders.Select(order => new OrderPlan(network.Shape, request.Scope, order))]);
        return new BatchRunner(machine, network, group, new BatchState(memory, network.Shape, group, stride), notFinite);
    }

    private void RefuseNotFinite(AblationOrder[] orders, int[] notFinite, ArrayView<Tally> totals)
    {
        // Steps are evaluated from the last to the first: the highest index is where it began.
        var wrong = Array.FindLastIndex(notFinite, sample => sample != int.MaxValue);
        if (wrong < 0)
            return;
        var loss = machine.Download(totals.SubView(wrong, 1))[0].Loss;
        throw request.NotFinite(orders[wrong % orders.Length], wrong / orders.Length, notFinite[wrong], loss);
    }

    private AblationCurve[] Curves(AblationOrder[] orders, Tally[] totals) =>
    [
        .. orders.Select((order, i) => order.Curve(
            request.Scope, request.Data.Samples,
            [.. Enumerable.Range(0, order.Removed.Length + 1).Select(step => totals[(step * orders.Length) + i])
                .Select(step => (step.Correct, step.Loss, step.NearTies))])),
    ];
}

/// <summary>Evaluates every step of some orders on batches of samples.</summary>
internal interface IBatchRunner
{
    BatchScores Scores { get; }

    /// <summary>Intact outputs of the first ablated layer, <c>[width, stride]</c>: read, for the batch that is run next.</summary>
    ArrayView<float> Intact { get; }

    /// <param name="atStep">Called after each step's kernels are launched, from the last step to the intact network.</param>
    void Run(LabelledData data, int first, int count, Action<int> atStep, CancellationToken cancellation);
}
