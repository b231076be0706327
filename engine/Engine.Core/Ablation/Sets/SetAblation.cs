using Engine.Inference;
using Engine.Networks;
using Engine.Numerics;
using Engine.Randomness;

namespace Engine.Ablation.Sets;

/// <summary>Removes sets of neurons from a network, each by itself: single neurons, or some that are suspected of doing together what none does alone.</summary>
/// <remarks>On the machine's cores whatever the analysis device, so that single drops are the same everywhere. Blocks of samples over the threads; sums over
/// blocks in their order, so that threads leave no trace. Time goes with the weights behind the removed neurons times the samples on which they are not 0:
/// 1,500 neurons of CIFAR-10 250-500-250-500 on 10,000 samples are some 10^12 multiply-adds at most.</remarks>
public sealed class SetAblation : IDisposable
{
    /// <summary>Samples of a block.</summary>
    private const int Block = 240;

    /// <summary>Blocks between two sums.</summary>
    private const int Wave = 16;

    private readonly PackedNetwork _network;
    private readonly WorkerTeam _team;
    private readonly VectorWidth _width;

    /// <param name="threads">No result depends on it.</param>
    public SetAblation(Network network, int threads)
        : this(network, threads, VectorWidths.Widest)
    {
    }

    public SetAblation(Network network, int threads, VectorWidth width)
    {
        _network = new PackedNetwork(network);
        _team = new WorkerTeam(threads);
        _width = width;
    }

    /// <exception cref="UserErrorException">The data does not fit the network or holds no sample, or a loss is not finite.</exception>
    /// <exception cref="ArgumentException">A set has a neuron that the network has not, or one twice.</exception>
    /// <exception cref="InvalidOperationException">A checked score disagrees with its float64 forward pass.</exception>
    public SetFindings Run(SetRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var data = request.Data;
        _network.Network.RequireFit(data);
        if (data.Samples == 0)
            throw new UserErrorException("there is no sample on which to count the right answers without some neurons; choose a split that has some");
        var widths = _network.Network.Shape.Hidden;
        var sets = request.Sets.Select(set => new RemovedNeurons(set, widths)).ToArray();
        var checks = Checks(request);
        var totals = new SetSums[sets.Length + 1];
        var blocks = (data.Samples + Block - 1) / Block;
        using var workspaces = new Pool<SetBlock>(() => new SetBlock(_network, Block, _width));
        for (var first = 0; first < blocks; first += Wave)
        {
            var sums = new SetSums[Math.Min(Wave, blocks - first)][];
            var start = first;
            _team.Run(sums.Length, i => workspaces.Use(block => sums[i] = RunBlock(block, (start + i) * Block, request, sets, checks, cancellation)));
            foreach (var sum in sums)
            {
                for (var set = 0; set < totals.Length; set++)
                    totals[set] += sum[set];
            }
        }
        return Findings(totals, data.Samples);
    }

    public void Dispose()
    {
        _team.Dispose();
        _network.Dispose();
    }

    /// <returns>By set what its removal changes; the intact network's own sums at the end.</returns>
    private SetSums[] RunBlock(SetBlock block, int first, SetRequest request, RemovedNeurons[] sets, ILookup<int, int> checks, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var count = Math.Min(Block, request.Data.Samples - first);
        block.Load(request.Data, request.Replaced, first, count);
        var sums = new SetSums[sets.Length + 1];
        sums[^1] = Intact(block.Intact, first);
        for (var set = 0; set < sets.Length; set++)
        {
            sums[set] = block.Remove(sets[set]);
            if (!double.IsFinite(sums[set].Loss))
                throw NotFinite(block.Scores, first);
            foreach (var sample in checks[set].Where(sample => sample >= first && sample < first + count))
                Check(request, sets[set], sample, block.Scores[sample - first]);
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
        return new UserErrorException(
            $"the loss of sample {first + sample} is {scores[sample].Loss}. Look for NaN or infinity in its features, and for weights so large that outputs leave float32's range.");
    }

    private void Check(SetRequest request, RemovedNeurons set, int sample, SampleScore found)
    {
        var check = new ScoreCheck(_network.Network, request.Data, request.Replaced);
        if (check.Difference(sample, set.Mask(_network.Network.Shape.Hidden), found) is { } difference)
            throw ScoreCheck.Failure($"a set of {set.Count} neurons from layer {set.FirstLayer} on removed, sample {sample}", difference);
    }

    /// <returns>By set, the samples that are checked.</returns>
    private static ILookup<int, int> Checks(SetRequest request)
    {
        // The curves' checks have indices of a layer and an order, which do not reach so high.
        var random = new RandomStream(request.Seed, RandomPurpose.CheckStep, 1UL << 63);
        return Enumerable.Range(0, request.Sets.Count == 0 ? 0 : request.Checks)
            .Select(_ => (Set: random.NextInt(request.Sets.Count), Sample: random.NextInt(request.Data.Samples)))
            .ToLookup(pair => pair.Set, pair => pair.Sample);
    }

    private static SetFindings Findings(SetSums[] totals, int samples)
    {
        var intact = totals[^1];
        return new SetFindings(samples, Outcome(default), [.. totals.AsSpan(0, totals.Length - 1).ToArray().Select(Outcome)]);

        SetOutcome Outcome(SetSums changes) => new(
            intact.Correct + changes.Correct, (intact.Loss + changes.Loss) / samples, intact.NearTies + changes.NearTies, changes.Changed);
    }
}
