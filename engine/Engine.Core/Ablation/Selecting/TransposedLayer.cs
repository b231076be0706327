using System.Runtime.Intrinsics;
using Engine.Networks;

namespace Engine.Ablation.Selecting;

/// <summary>
/// A layer's weights in float64, those from one input side by side. Each output is summed input by input, bias first, whatever the width of
/// the vectors: no bit depends on it.
/// </summary>
internal sealed class TransposedLayer
{
    private const int Lanes = 4, Block = 4 * Lanes;

    private readonly double[] _weights, _bias;

    public TransposedLayer(DenseLayer layer)
    {
        (Inputs, Outputs) = (layer.Inputs, layer.Outputs);
        Stride = (layer.Outputs + Lanes - 1) / Lanes * Lanes;
        (_weights, _bias) = (new double[(long)Inputs * Stride], new double[Stride]);
        for (var output = 0; output < Outputs; output++)
        {
            _bias[output] = layer.Bias[output];
            var incoming = layer.Incoming(output);
            for (var input = 0; input < Inputs; input++)
                _weights[(input * Stride) + output] = incoming[input];
        }
    }

    public int Inputs { get; }

    public int Outputs { get; }

    /// <summary>Outputs, rounded up to whole vectors.</summary>
    public int Stride { get; }

    /// <param name="inputs"><c>[inputs]</c>.</param>
    /// <param name="used"><c>[inputs]</c>: room for the numbers of the inputs that are not 0.</param>
    /// <param name="sums"><c>[stride]</c>: overwritten.</param>
    public void Apply(ReadOnlySpan<double> inputs, Span<int> used, Span<double> sums)
    {
        var count = 0;
        for (var input = 0; input < Inputs; input++)
        {
            used[count] = input;
            count += inputs[input] == 0 ? 0 : 1;
        }
        var some = used[..count];
        var at = 0;
        for (; at + Block <= Stride; at += Block)
            ApplyBlock(inputs, some, sums, at);
        for (; at < Stride; at += Lanes)
        {
            var sum = Vector256.Create<double>(_bias.AsSpan(at));
            foreach (var input in some)
                sum += Vector256.Create(inputs[input]) * Vector256.Create<double>(_weights.AsSpan((input * Stride) + at));
            sum.CopyTo(sums[at..]);
        }
    }

    /// <summary>Adds an input's change to sums that were made with it as it was.</summary>
    /// <param name="before"><c>[stride]</c>.</param>
    /// <param name="sums"><c>[stride]</c>: overwritten.</param>
    public void Add(int input, double change, ReadOnlySpan<double> before, Span<double> sums)
    {
        for (var at = 0; at < Stride; at += Lanes)
        {
            var weights = Vector256.Create<double>(_weights.AsSpan((input * Stride) + at));
            (Vector256.Create(before[at..]) + (Vector256.Create(change) * weights)).CopyTo(sums[at..]);
        }
    }

    /// <summary>Four vectors at once, so that an addition need not wait for the one before.</summary>
    private void ApplyBlock(ReadOnlySpan<double> inputs, ReadOnlySpan<int> used, Span<double> sums, int at)
    {
        ReadOnlySpan<double> bias = _bias.AsSpan(at, Block);
        var (first, second) = (Vector256.Create(bias), Vector256.Create(bias[Lanes..]));
        var (third, fourth) = (Vector256.Create(bias[(2 * Lanes)..]), Vector256.Create(bias[(3 * Lanes)..]));
        foreach (var one in used)
        {
            var input = Vector256.Create(inputs[one]);
            ReadOnlySpan<double> weights = _weights.AsSpan((one * Stride) + at, Block);
            first += input * Vector256.Create(weights);
            second += input * Vector256.Create(weights[Lanes..]);
            third += input * Vector256.Create(weights[(2 * Lanes)..]);
            fourth += input * Vector256.Create(weights[(3 * Lanes)..]);
        }
        first.CopyTo(sums[at..]);
        second.CopyTo(sums[(at + Lanes)..]);
        third.CopyTo(sums[(at + (2 * Lanes))..]);
        fourth.CopyTo(sums[(at + (3 * Lanes))..]);
    }
}
