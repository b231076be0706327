using Engine.Ablation.Replacing;
using Engine.Data;
using Engine.Networks;
using Engine.Numerics;

namespace Engine.Ablation.Selecting;

/// <summary>A network on some samples, in float64, with some neurons removed. Without one neuron more only what follows it is computed: the
/// next layer's sums change by its change times its weights, for the samples for which it changes at all.</summary>
internal sealed class RemovalState
{
    private readonly Network _network;
    private readonly LabelledData _data;
    private readonly Replacements _replaced;
    private readonly ParallelOptions _parallel;
    private readonly TransposedLayer[] _layers;

    /// <summary>By hidden layer, <c>[samples, neurons]</c>: outputs now, and what stands for them once they are removed.</summary>
    private readonly double[][] _outputs, _others;

    /// <summary>By layer from the second on, <c>[samples, stride]</c>.</summary>
    private readonly double[][] _sums;
    private readonly bool[][] _removed;
    private readonly bool[] _correct;
    private readonly double[] _losses;

    /// <param name="network">As for inference: folded and flushed.</param>
    /// <param name="replaced">The values that take the place of removed outputs of these samples.</param>
    public RemovalState(Network network, LabelledData data, Replacements replaced, ParallelOptions parallel)
    {
        network.RequireFit(data);
        (_network, _data, _replaced, _parallel) = (network, data, replaced, parallel);
        var hidden = network.Shape.Hidden;
        _layers = [.. network.Layers.Skip(1).Select(layer => new TransposedLayer(layer))];
        _outputs = [.. hidden.Select(width => new double[(long)width * data.Samples])];
        _others = [.. hidden.Select(width => replaced.Kind == Replacement.Zero ? [] : new double[(long)width * data.Samples])];
        _sums = [.. _layers.Select(layer => new double[(long)layer.Stride * data.Samples])];
        _removed = [.. hidden.Select(width => new bool[width])];
        (_correct, _losses) = (new bool[data.Samples], new double[data.Samples]);
        var first = network.BeginsWithOutputs ? null : new TransposedLayer(network.Layers[0]);
        Parallel.For(0, data.Samples, parallel, () => new RemovalRoom(network.Shape), (sample, _, room) =>
        {
            Begin(sample, first, room);
            return room;
        }, _ => { });
    }

    /// <summary>Right answers and the summed cross-entropy without one neuron more.</summary>
    /// <exception cref="UserErrorException">The loss of a sample is not finite.</exception>
    public RemovalOutcome Without(NeuronId neuron, RemovalRoom room)
    {
        var (layer, width) = (neuron.Layer - 1, _network.Shape.Hidden[neuron.Layer - 1]);
        var (correct, loss) = (0, 0.0);
        for (var sample = 0; sample < _losses.Length; sample++)
        {
            var at = (sample * width) + neuron.Neuron;
            var (now, other) = (_outputs[layer][at], Other(layer, at));
            if (now.Equals(other))
            {
                (correct, loss) = (correct + (_correct[sample] ? 1 : 0), loss + _losses[sample]);
                continue;
            }
            var sums = room.Sums[layer + 1].AsSpan();
            _layers[layer].Add(neuron.Neuron, other - now, Row(_sums[layer], _layers[layer].Stride, sample), sums);
            for (var next = layer + 1; next < _layers.Length; next++)
            {
                Activate(next, sample, sums, room.Outputs[next]);
                sums = room.Sums[next + 1];
                _layers[next].Apply(room.Outputs[next], room.Used, sums);
            }
            var (right, own) = Score(sums, sample);
            (correct, loss) = (correct + (right ? 1 : 0), loss + own);
        }
        return new RemovalOutcome(correct, loss);
    }

    /// <summary>Removes a neuron. All that follows it is summed anew, so that no error of rounding grows from step to step.</summary>
    public void Remove(NeuronId neuron)
    {
        var (layer, width) = (neuron.Layer - 1, _network.Shape.Hidden[neuron.Layer - 1]);
        _removed[layer][neuron.Neuron] = true;
        Parallel.For(0, _losses.Length, _parallel, () => new RemovalRoom(_network.Shape), (sample, _, room) =>
        {
            var at = (sample * width) + neuron.Neuron;
            var (now, other) = (_outputs[layer][at], Other(layer, at));
            if (!now.Equals(other))
            {
                _outputs[layer][at] = other;
                Follow(layer, sample, room);
            }
            return room;
        }, _ => { });
    }

    private void Begin(int sample, TransposedLayer? first, RemovalRoom room)
    {
        var inputs = room.Inputs;
        var features = room.Features.AsSpan(0, inputs.Length);
        _data.Features.Read(sample, features);
        for (var i = 0; i < features.Length; i++)
            inputs[i] = features[i];
        var width = _network.Shape.Hidden[0];
        var outputs = Row(_outputs[0], width, sample);
        if (first is null)
            inputs.CopyTo(outputs);
        else
        {
            first.Apply(inputs, room.Used, room.Sums[0]);
            Activate(0, sample, room.Sums[0], outputs);
        }
        for (var layer = 0; layer < _others.Length && _replaced.Kind != Replacement.Zero; layer++)
        {
            var values = room.Features.AsSpan(0, _removed[layer].Length);
            _replaced.Read(layer + 1, sample, values);
            var others = Row(_others[layer], values.Length, sample);
            for (var i = 0; i < others.Length; i++)
                others[i] = values[i];
        }
        Follow(0, sample, room);
    }

    /// <summary>Everything behind a hidden layer.</summary>
    private void Follow(int layer, int sample, RemovalRoom room)
    {
        for (var next = layer; next < _layers.Length; next++)
        {
            var outputs = Row(_outputs[next], _layers[next].Inputs, sample);
            if (next > layer)
                Activate(next, sample, Row(_sums[next - 1], _layers[next - 1].Stride, sample), outputs);
            _layers[next].Apply(outputs, room.Used, Row(_sums[next], _layers[next].Stride, sample));
        }
        (_correct[sample], _losses[sample]) = Score(Row(_sums[^1], _layers[^1].Stride, sample), sample);
    }

    private void Activate(int layer, int sample, ReadOnlySpan<double> sums, Span<double> outputs)
    {
        var (activation, removed) = (_network.ActivationOf(layer + 1), _removed[layer]);
        var value = ActivationFunction.Of(activation).Value;
        for (var neuron = 0; neuron < outputs.Length; neuron++)
        {
            if (removed[neuron])
            {
                outputs[neuron] = Other(layer, (sample * outputs.Length) + neuron);
                continue;
            }
            var z = sums[neuron];
            var output = activation == Activation.Relu ? (z < 0 ? 0 : z) : value(z);
            outputs[neuron] = Math.Abs(output) < FlushRule.Threshold ? 0 : output;
        }
    }

    /// <summary>The highest logit's class, the lowest at a tie, and the cross-entropy in nats.</summary>
    private (bool Correct, double Loss) Score(ReadOnlySpan<double> sums, int sample)
    {
        var logits = sums[.._network.Classes];
        var (top, label) = (0, _data.Labels[sample]);
        for (var at = 1; at < logits.Length; at++)
            top = logits[at] > logits[top] ? at : top;
        var sum = 0.0;
        foreach (var logit in logits)
            sum += Math.Exp(logit - logits[top]);
        var loss = Math.Log(sum) + logits[top] - logits[label];
        return double.IsFinite(loss) ? (top == label, loss) : throw Sets.SetRequest.NotFinite(sample, loss);
    }

    private double Other(int layer, int at) => _others[layer].Length == 0 ? 0 : _others[layer][at];

    private static Span<double> Row(double[] values, int stride, int sample) => values.AsSpan(sample * stride, stride);
}

/// <summary>The samples without a neuron.</summary>
/// <param name="Loss">Summed over the samples, nats.</param>
internal readonly record struct RemovalOutcome(int Correct, double Loss)
{
    /// <summary>More right answers; at equal ones the smaller loss.</summary>
    public bool IsBetterThan(RemovalOutcome other) => Correct != other.Correct ? Correct > other.Correct : Loss < other.Loss;
}

/// <summary>One thread's room for one sample.</summary>
internal sealed class RemovalRoom(NetworkShape shape)
{
    public float[] Features { get; } = new float[Math.Max(shape.Inputs, shape.Hidden.Max())];

    public double[] Inputs { get; } = new double[shape.Inputs];

    /// <summary>By layer from the first on.</summary>
    public double[][] Sums { get; } = [.. Enumerable.Range(1, shape.Layers).Select(layer => new double[(shape.Width(layer) + 3) / 4 * 4])];

    /// <summary>By hidden layer.</summary>
    public double[][] Outputs { get; } = [.. shape.Hidden.Select(width => new double[width])];

    public int[] Used { get; } = new int[Math.Max(shape.Inputs, shape.Hidden.Max())];
}
