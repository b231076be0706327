using Engine.Ablation.Sets;
using Engine.Numerics;
using Kernels.Ilgpu.Devices;
using Kernels.Ilgpu.Networks;

namespace Kernels.Ilgpu.Ablation.Sets;

/// <summary>Removes sets of neurons on the device, each by itself: groups of sets that begin in the same layer, and for each group batches
/// of samples.</summary>
/// <remarks>A sample's scores depend on nothing but its set, and losses are added up block by block in the order of the data: groups and
/// batches leave no trace in a
/// result. Back come a loss and three counts for each set, and the few scores that are checked.</remarks>
/// <param name="checks">Of the request.</param>
internal sealed class SetEvaluator(
    Machine machine, DeviceNetwork network, DeviceInputs inputs, SetRequest request, SetChecks checks, WorkerTeam team)
{
    private readonly List<CheckedSet> _checked = [];

    /// <summary>The findings, and the scores to be checked: by the host, while the device is free for others.</summary>
    public (SetFindings Findings, IReadOnlyList<CheckedSet> Checked) Run(MemoryBudget budget, CancellationToken cancellation)
    {
        // An empty set needs least from the last layer on.
        var last = network.Shape.Hidden.Length;
        var layers = Enumerable.Range(0, checks.Sets.Length)
            .GroupBy(set => checks.Sets[set].FirstLayer == 0 ? last : checks.Sets[set].FirstLayer)
            .OrderBy(layer => layer.Key);
        var outcomes = new SetOutcome[checks.Sets.Length];
        SetOutcome? intact = null;
        foreach (var layer in layers)
        {
            int[] sets = [.. layer];
            for (var done = 0; done < sets.Length;)
            {
                var found = Evaluate(layer.Key, sets.AsMemory(done));
                intact ??= found[0];
                for (var i = 1; i < found.Length; i++)
                    outcomes[sets[done++]] = found[i];
            }
        }
        return (new SetFindings(request.Data.Samples, intact ?? Evaluate(last, default)[0], [.. outcomes]), _checked);

        SetOutcome[] Evaluate(int first, ReadOnlyMemory<int> sets)
        {
            var (found, scores) = budget.Run("removing sets of neurons", bytes => From(first, sets, bytes, cancellation));
            _checked.AddRange(scores);
            return found;
        }
    }

    /// <summary>As many of the sets as fit, one at least if there is one.</summary>
    /// <returns>The intact network's outcome, then one for each of the sets.</returns>
    private (SetOutcome[] Outcomes, CheckedSet[] Checked) From(
        int first, ReadOnlyMemory<int> sets, long bytes, CancellationToken cancellation)
    {
        // Half is for the sets, half for the forward pass through the layers before them.
        var samples = request.Data.Samples;
        var size = BatchSize.ForSets(network.Shape, first, samples, sets.Length, bytes / 2);
        using var memory = machine.NewMemory();
        var group = new SetGroup(machine, memory, network, request, checks, first, sets[..(size.Orders - 1)].ToArray(), size.Samples);
        var forward = new DeviceForward(machine, memory, network, inputs, team, request.Data.Features, first, bytes / 2);
        for (var sample = 0; sample < samples; sample += size.Samples)
        {
            var count = Math.Min(size.Samples, samples - sample);
            forward.Run(sample, count, group.Intact, group.Stride, cancellation);
            group.Run(sample, count);
        }
        return (group.Outcomes(), [.. group.Checked()]);
    }
}
