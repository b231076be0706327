using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Engine;
using Engine.Ablation.Sets;
using Engine.Inference;
using Engine.Numerics;

namespace Kernels.Simd.Ablation.Sets;

/// <summary>Removes sets of neurons from a network, each by itself: single neurons, or some that may do together what none does
/// alone.</summary>
/// <remarks>Blocks of samples over the threads; sums over blocks in their order, so that threads leave no trace. Time goes with the weights
/// behind the removed neurons times the samples on which they are not 0: 1,500 neurons of CIFAR-10 250-500-250-500 on 10,000 samples are
/// some 10^12 multiply-adds at most.</remarks>
internal sealed class SetEvaluator(PackedNetwork network, SetRequest request, WorkerTeam team, VectorWidth width)
{
    /// <summary>Samples of a block.</summary>
    private const int Block = ForwardScan.Block;

    /// <summary>Blocks between two sums.</summary>
    private const int Wave = 16;

    private readonly SetChecks _checks = new(network.Network, request);

    private ImmutableArray<RemovedNeurons> Sets => _checks.Sets;

    public SetFindings Run(CancellationToken cancellation)
    {
        var totals = new SetSums[Sets.Length + 1];
        var blocks = (request.Data.Samples + Block - 1) / Block;
        using var workspaces = new Pool<SetBlock>(() => new SetBlock(network, Sets, Block, width));
        for (var first = 0; first < blocks; first += Wave)
        {
            var sums = new SetSums[Math.Min(Wave, blocks - first)][];
            var start = first;
            team.Run(sums.Length, i => workspaces.Use(block => sums[i] = RunBlock(block, (start + i) * Block, cancellation)));
            foreach (var sum in sums)
            {
                for (var set = 0; set < totals.Length; set++)
                    totals[set] += sum[set];
            }
        }
        return Findings(totals);
    }

    /// <returns>By set the changes that its removal makes; the intact network's own sums at the end.</returns>
    private SetSums[] RunBlock(SetBlock block, int first, CancellationToken cancellation)
    {
        var count = Math.Min(Block, request.Data.Samples - first);
        block.Load(request.Data, request.Replaced, first, count);
        var sums = new SetSums[Sets.Length + 1];
        sums[^1] = Intact(block.Intact, first);
        for (var set = 0; set < Sets.Length; set++)
        {
            cancellation.ThrowIfCancellationRequested();
            sums[set] = block.Remove(Sets[set]);
            if (!double.IsFinite(sums[set].Loss))
                throw NotFinite(block.Scores, first);
            foreach (var sample in _checks.Of(set, first, count))
                _checks.Verify(set, sample, block.Scores[sample - first]);
        }
        return sums;
    }

    private static SetSums Intact(ReadOnlySpan<SampleScore> scores, int first)
    {
        var (loss, correct, ties) = (0.0, 0, 0);
        foreach (var score in scores)
        {
            loss += score.Loss;
            correct += score.Correct ? 1 : 0;
            ties += score.IsNearTie ? 1 : 0;
        }
        return double.IsFinite(loss) ? new SetSums(loss, correct, ties, 0) : throw NotFinite(scores, first);
    }

    private static UserErrorException NotFinite(ReadOnlySpan<SampleScore> scores, int first)
    {
        var sample = 0;
        while (float.IsFinite(scores[sample].Loss))
            sample++;
        return SetRequest.NotFinite(first + sample, scores[sample].Loss);
    }

    private SetFindings Findings(SetSums[] totals)
    {
        var (intact, samples) = (totals[^1], request.Data.Samples);
        return new SetFindings(samples, Outcome(default), [.. totals.SkipLast(1).Select(Outcome)]);

        SetOutcome Outcome(SetSums changes) => new(
            intact.Correct + changes.Correct, (intact.Loss + changes.Loss) / samples, intact.NearTies + changes.NearTies, changes.Changed);
    }
}

/// <summary>The changes of a removal over some samples, against the intact network.</summary>
/// <param name="Loss">Nats, summed.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SetSums(double Loss, int Correct, int NearTies, int Changed)
{
    public static SetSums operator +(SetSums left, SetSums right) =>
        new(left.Loss + right.Loss, left.Correct + right.Correct, left.NearTies + right.NearTies, left.Changed + right.Changed);
}
