using Engine.Data;
using Engine.Inference;
using Engine.Networks;
using Engine.Numerics;
using Engine.Randomness;

namespace Engine.Ablation.Replacing;

/// <summary>For each neuron and sample a draw from the neuron's empirical distribution in the intact network, keyed by seed, layer, neuron
/// and sample.</summary>
public sealed class ResampledReplacements : Replacements
{
    private readonly float[][] _donors;
    private readonly int _samples;
    private readonly ulong _seed;
    private readonly ReadOnlyMemory<int> _picked;

    /// <param name="donors"><c>[hidden layers][samples, neurons]</c>: the outputs that are drawn from.</param>
    /// <param name="samples">How many samples they are of.</param>
    public ResampledReplacements(float[][] donors, int samples, ulong seed)
        : this(donors, samples, seed, default)
    {
    }

    private ResampledReplacements(float[][] donors, int samples, ulong seed, ReadOnlyMemory<int> picked)
    {
        ArgumentNullException.ThrowIfNull(donors);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        (_donors, _samples, _seed, _picked) = (donors, samples, seed, picked);
    }

    public override Replacement Kind => Replacement.Resample;

    /// <summary>Keeps every hidden output of a split: 4 bytes for each sample and neuron.</summary>
    /// <param name="network">Intact.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static ResampledReplacements From(
        Network network, LabelledData data, ulong seed, int threads, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        using var packed = new PackedNetwork(network);
        using var team = new WorkerTeam(threads);
        var widths = network.Shape.Hidden;
        var donors = widths.Select(width => new float[(long)width * data.Samples]).ToArray();
        ForwardScan.Run(packed, data.Features, team, VectorWidths.Widest, (pass, first, count) =>
        {
            for (var layer = 0; layer < widths.Length; layer++)
            {
                for (var sample = 0; sample < count; sample++)
                    pass.Output(layer + 1)[sample].CopyTo(donors[layer].AsSpan((first + sample) * widths[layer], widths[layer]));
            }
        }, cancellation);
        return new ResampledReplacements(donors, data.Samples, seed);
    }

    public override void Read(int layer, int sample, Span<float> values)
    {
        var donors = _donors[layer - 1];
        var key = (uint)(_picked.IsEmpty ? sample : _picked.Span[sample]);
        for (var neuron = 0; neuron < values.Length; neuron++)
        {
            var random = new RandomStream(_seed, RandomPurpose.Resample, ((ulong)layer << 56) | ((ulong)neuron << 32) | key);
            values[neuron] = donors[(random.NextInt(_samples) * values.Length) + neuron];
        }
    }

    public override Replacements Pick(ReadOnlyMemory<int> samples)
    {
        if (_picked.IsEmpty)
            return new ResampledReplacements(_donors, _samples, _seed, samples);
        var before = _picked;
        return new ResampledReplacements(_donors, _samples, _seed, samples.ToArray().Select(sample => before.Span[sample]).ToArray());
    }
}
