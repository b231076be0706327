using Engine.Ablation.Sets;
using Engine.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Ilgpu.Ablation.Replaced;
using Kernels.Ilgpu.Devices;
using Kernels.Ilgpu.Networks;

namespace Kernels.Ilgpu.Ablation.Sets;

/// <summary>Some sets of neurons that are removed together, each under a mask of its own; the first mask removes nobody.</summary>
internal sealed class SetGroup
{
    private readonly Machine _machine;
    private readonly SetRequest _request;
    private readonly int[] _sets;
    private readonly SetChecks _checks;
    private readonly MaskedLayers _layers;
    private readonly BatchScores _scores;
    private readonly ScoreRunner _score;
    private readonly ArrayView<int> _notFinite;
    private readonly ArrayView<Tally> _totals;
    private readonly ArrayView<Tally> _unchanged;
    private readonly List<(int Set, int Sample)> _checked = [];
    private readonly ArrayView<float> _losses;
    private readonly ArrayView<float> _gaps;
    private readonly ArrayView<byte> _predicted;

    /// <param name="first">The first layer that any of the sets removes a neuron from (1-based).</param>
    /// <param name="sets">Their numbers in the request.</param>
    /// <param name="stride">Samples of a batch.</param>
    public SetGroup(
        Machine machine, DeviceMemory memory, DeviceNetwork network, SetRequest request, SetChecks checks, int first, int[] sets,
        int stride)
    {
        (_machine, _request, _sets, _checks) = (machine, request, sets, checks);
        var masks = sets.Length + 1;
        var ranks = Enumerable.Range(first, network.Shape.Layers - first).Select(
            layer => Ranks(checks, sets, layer, network.Shape.Width(layer)));
        _layers = new MaskedLayers(machine, memory, network, request.Replaced, first, [.. ranks], masks, stride);
        _scores = new BatchScores(memory, masks, 1, stride);
        _notFinite = memory.Upload([.. Enumerable.Repeat(int.MaxValue, masks)]);
        _score = new ScoreRunner(machine, _scores, network.Shape.Classes, _layers.Logits, true, _notFinite);
        (_totals, _unchanged) = (memory.Zeros<Tally>(masks), memory.Zeros<Tally>(masks));
        var most = sets.Sum(set => checks.Of(set, 0, request.Data.Samples).Count());
        (_losses, _gaps, _predicted) = (memory.Allocate<float>(most), memory.Allocate<float>(most), memory.Allocate<byte>(most));
    }

    /// <summary>Intact outputs of the first layer, <c>[width, Stride]</c>: to be written before <see cref="Run"/>.</summary>
    public ArrayView<float> Intact => _layers.Intact;

    public int Stride => _scores.Stride;

    /// <summary>Evaluates the sets on a batch of samples and adds it to the totals.</summary>
    public void Run(int first, int count)
    {
        _machine.Upload<byte>(_request.Data.Labels.AsSpan(first, count), _scores.Labels);
        _layers.Load(first, count);
        _layers.Run(1, count);
        _score.Score(0, first, count, SampleLists.Every(count));
        ScoreRunner.Fold(_machine, _scores, count, _totals);
        // The intact network's predictions in place of the labels: what is counted as right is unchanged.
        _score.Tally(0, count, _scores.Predicted.SubView(0, Stride));
        ScoreRunner.Fold(_machine, _scores, count, _unchanged);
        Keep(first, count);
        RefuseNotFinite(first);
    }

    /// <returns>The intact network's outcome, then one for each set.</returns>
    public SetOutcome[] Outcomes()
    {
        var samples = _request.Data.Samples;
        return [.. _machine.Download(_totals).Zip(_machine.Download(_unchanged), (total, unchanged) =>
            new SetOutcome(total.Correct, total.Loss / samples, total.NearTies, samples - unchanged.Correct))];
    }

    /// <summary>The scores of the pairs that are to be checked.</summary>
    public IEnumerable<CheckedSet> Checked()
    {
        var (losses, gaps, predicted) = (_machine.Download(_losses), _machine.Download(_gaps), _machine.Download(_predicted));
        return _checked.Select((pair, place) => new CheckedSet(
            pair.Set, pair.Sample,
            new SampleScore(losses[place], gaps[place], predicted[place], predicted[place] == _request.Data.Labels[pair.Sample])));
    }

    /// <returns><c>[masks, width]</c>: 0 for the neurons that a set removes, which the step is above, else as many as there are.</returns>
    private static int[] Ranks(SetChecks checks, int[] sets, int layer, int width)
    {
        var ranks = new int[(sets.Length + 1) * width];
        Array.Fill(ranks, int.MaxValue);
        for (var mask = 1; mask <= sets.Length; mask++)
        {
            foreach (var neuron in checks.Sets[sets[mask - 1]].In(layer))
                ranks[(mask * width) + neuron] = 0;
        }
        return ranks;
    }

    /// <summary>Copies the checked scores of a batch aside on the device.</summary>
    private void Keep(int first, int count)
    {
        var stream = _machine.Accelerator.DefaultStream;
        for (var mask = 1; mask <= _sets.Length; mask++)
        {
            foreach (var sample in _checks.Of(_sets[mask - 1], first, count))
            {
                var (source, target) = (((long)mask * Stride) + sample - first, _checked.Count);
                _scores.Losses.SubView(source, 1).CopyTo(stream, _losses.SubView(target, 1));
                _scores.Gaps.SubView(source, 1).CopyTo(stream, _gaps.SubView(target, 1));
                _scores.Predicted.SubView(source, 1).CopyTo(stream, _predicted.SubView(target, 1));
                _checked.Add((_sets[mask - 1], sample));
            }
        }
    }

    private void RefuseNotFinite(int first)
    {
        var lowest = _machine.Download(_notFinite);
        var sample = lowest.Min();
        if (sample == int.MaxValue)
            return;
        var mask = Array.IndexOf(lowest, sample);
        throw SetRequest.NotFinite(sample, _machine.Download(_scores.Losses.SubView(((long)mask * Stride) + sample - first, 1))[0]);
    }
}

/// <summary>The score that a device found for a sample without a set of neurons.</summary>
/// <param name="Set">Its number in the request.</param>
internal sealed record CheckedSet(int Set, int Sample, SampleScore Score);
