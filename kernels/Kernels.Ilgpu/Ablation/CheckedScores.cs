using Engine.Ablation;
using Engine.Networks;
using Engine.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Ilgpu.Devices;

namespace Kernels.Ilgpu.Ablation;

/// <summary>Keeps the scores of checked samples at checked steps aside on the device, so that no step waits for the host.</summary>
internal sealed class CheckedScores
{
    private readonly Machine _machine;
    private readonly BatchScores _state;
    private readonly DriftCheck[] _checks;
    private readonly (int Order, int Step)[] _places;
    private readonly ArrayView<float> _losses;
    private readonly ArrayView<float> _gaps;
    private readonly ArrayView<byte> _predicted;

    /// <param name="checks">One for each order of the group.</param>
    public CheckedScores(Machine machine, DeviceMemory memory, BatchScores state, DriftCheck[] checks, int steps)
    {
        (_machine, _state, _checks) = (machine, state, checks);
        _places =
        [
            .. Enumerable.Range(0, steps)
                .SelectMany(step => Enumerable.Range(0, checks.Length)
                    .Where(order => checks[order].Covers(step))
                    .Select(order => (order, step))),
        ];
        var length = (long)_places.Length * TallyKernel.Block;
        (_losses, _gaps, _predicted) = (memory.Allocate<float>(length), memory.Allocate<float>(length), memory.Allocate<byte>(length));
    }

    /// <summary>Copies what is checked at a step in a batch of samples; all else of the step must have been launched.</summary>
    public void Collect(int step, int firstSample, int count)
    {
        for (var place = 0; place < _places.Length; place++)
        {
            var (order, at) = _places[place];
            var first = (_checks[order].Block * TallyKernel.Block) - firstSample;
            if (at != step || first < 0 || first >= count)
                continue;
            var source = ((long)order * _state.Stride) + first;
            var length = Math.Min(TallyKernel.Block, count - first);
            var target = (long)place * TallyKernel.Block;
            var stream = _machine.Accelerator.DefaultStream;
            _state.Losses.SubView(source, length).CopyTo(stream, _losses.SubView(target, length));
            _state.Gaps.SubView(source, length).CopyTo(stream, _gaps.SubView(target, length));
            _state.Predicted.SubView(source, length).CopyTo(stream, _predicted.SubView(target, length));
        }
    }

    /// <summary>Everything that was collected, for each order.</summary>
    /// <param name="labels"><c>[samples]</c>, of all batches.</param>
    public CheckedOrder[] Take(byte[] labels)
    {
        var (losses, gaps, predicted) = (_machine.Download(_losses), _machine.Download(_gaps), _machine.Download(_predicted));
        var found = _checks.Select(_ => new Dictionary<int, SampleScore[]>()).ToArray();
        for (var place = 0; place < _places.Length; place++)
        {
            var (order, step) = _places[place];
            var first = _checks[order].Block * TallyKernel.Block;
            var at = place * TallyKernel.Block;
            found[order][step] =
            [
                .. Enumerable.Range(0, Math.Min(TallyKernel.Block, labels.Length - first))
                    .Select(i => new SampleScore(losses[at + i], gaps[at + i], predicted[at + i], predicted[at + i] == labels[first + i])),
            ];
        }
        return [.. _checks.Select((check, order) => new CheckedOrder(check, found[order]))];
    }
}

/// <summary>The scores that a device found for the samples and steps of one order's check.</summary>
/// <param name="Found">By step, the scores of the check's block.</param>
internal sealed record CheckedOrder(DriftCheck Check, IReadOnlyDictionary<int, SampleScore[]> Found)
{
    /// <summary>Recomputes them in float64 on the host.</summary>
    /// <exception cref="InvalidOperationException">A checked score disagrees.</exception>
    public void Verify(Network network) => Check.Verify(network, Check.Block * TallyKernel.Block, Found);
}
