using System.Runtime.InteropServices;
using Engine.Networks;
using Engine.Numerics;
using Engine.Training;

namespace Engine.Simd;

/// <summary>Where each parameter of a network lies in one flat buffer: per layer weights in panels, bias,
/// then gamma and beta of batch normalization.</summary>
/// <remarks>Every block is padded to whole panels with zeros, which stay zero in training,
/// so that an optimizer's step is one loop over the buffer.</remarks>
internal sealed class ParameterLayout
{
    private readonly long[] _weights;
    private readonly long[] _vectors;

    /// <param name="objective">Adds the parameters of its code behind those of the network.</param>
    public ParameterLayout(NetworkShape shape, ObjectiveKind objective = ObjectiveKind.CrossEntropy)
    {
        Shape = shape;
        Objective = objective;
        _weights = new long[shape.Layers];
        _vectors = new long[shape.Layers];
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            _weights[layer] = Length;
            _vectors[layer] = Length + Panels.Length(shape.Width(layer), shape.Width(layer + 1));
            var vectors = Normalizes(layer) ? 3 : 1;
            Length = _vectors[layer] + ((long)vectors * Padded(layer));
        }
        (HeadWeights, HeadBias, ClassMeans) = (Length, Length, Length);
        if (Bottleneck.LearnsVariance(objective))
        {
            HeadBias = HeadWeights + Panels.Length(shape.Width(Code - 1), shape.Width(Code));
            ClassMeans = HeadBias + Padded(Code - 1);
            Length = ClassMeans + (Bottleneck.HasClassMeans(objective) ? (long)shape.Classes * Padded(Code - 1) : 0);
        }
    }

    public NetworkShape Shape { get; }

    public ObjectiveKind Objective { get; }

    /// <summary>The last hidden layer, 1-based as widths are: its output is the mean of a bottleneck's code.</summary>
    public int Code => Shape.Hidden.Length;

    /// <summary>Panels <c>[inputs, outputs]</c> of a code's ln sigma^2.</summary>
    public long HeadWeights { get; }

    public long HeadBias { get; }

    /// <summary><c>[classes, outputs]</c>, each padded to whole panels.</summary>
    public long ClassMeans { get; }

    public long Length { get; }

    /// <summary>Panels <c>[inputs, outputs]</c> of the layer (0-based).</summary>
    public long Weights(int layer) => _weights[layer];

    public long Bias(int layer) => _vectors[layer];

    public long Gamma(int layer) => _vectors[layer] + Padded(layer);

    public long Beta(int layer) => _vectors[layer] + (2L * Padded(layer));

    public bool Normalizes(int layer) => Shape.BatchNorm && layer < Shape.Hidden.Length;

    /// <summary>Outputs of the layer, rounded up to whole panels.</summary>
    public int Padded(int layer) => Panels.Count(Shape.Width(layer + 1)) * Panels.Width;

    /// <summary>Where the matrices end, and the vectors between them, in order.</summary>
    public IEnumerable<(long End, bool IsMatrix)> Blocks()
    {
        for (var layer = 0; layer < Shape.Layers; layer++)
        {
            yield return (Bias(layer), true);
            yield return (layer + 1 < Shape.Layers ? Weights(layer + 1) : HeadWeights, false);
        }
        yield return (HeadBias, true);
        yield return (Length, false);
    }

    /// <summary>The numbers of the parameters, for every 16 places of the buffer: weights input by input, then the vectors,
    /// layer by layer.</summary>
    public ParameterRow[] Rows()
    {
        var rows = new ParameterRow[Length / Panels.Width];
        var next = 0L;
        for (var layer = 0; layer < Shape.Layers; layer++)
        {
            int inputs = Shape.Width(layer), outputs = Shape.Width(layer + 1);
            for (var input = 0; input < inputs; input++, next += outputs)
                Number(rows, next, outputs, output => Weights(layer) + Panels.Offset(inputs, input, output));
            long[] vectors = Normalizes(layer) ? [Bias(layer), Gamma(layer), Beta(layer)] : [Bias(layer)];
            foreach (var vector in vectors)
            {
                Number(rows, next, outputs, output => vector + output);
                next += outputs;
            }
        }
        return rows;
    }

    /// <param name="place">Where the parameter of an output lies.</param>
    private static void Number(ParameterRow[] rows, long next, int outputs, Func<int, long> place)
    {
        for (var first = 0; first < outputs; first += Panels.Width)
            rows[place(first) / Panels.Width] = new ParameterRow(next + first, Math.Min(Panels.Width, outputs - first));
    }
}

/// <summary>Sixteen places of the flat buffer, of which the first hold parameters with consecutive numbers
/// and the rest is padding.</summary>
/// <param name="First">The number of the first parameter, as <c>GradientNoise</c> counts them.</param>
/// <param name="Count">Parameters, at most 16.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ParameterRow(long First, int Count);
