using System.Collections.Immutable;
using Engine.Networks;
using Engine.Training;

namespace Engine.Torch.Stacks;

/// <summary>A matrix of parameters within a network's row of a stack.</summary>
/// <param name="Index">Its place among the blocks.</param>
/// <param name="Offset">Where it begins in the row.</param>
internal sealed record Block(int Index, long Offset, int Rows, int Columns)
{
    public int Length => Rows * Columns;
}

/// <summary>The parameters of one layer.</summary>
/// <param name="Weight"><c>[inputs, outputs]</c>: the gradient of a product comes in this order.</param>
/// <param name="Bias"><c>[1, outputs]</c>, as the rest.</param>
/// <param name="Gamma">Batch normalization's factor; null without it.</param>
/// <param name="Beta">Batch normalization's shift; null without it.</param>
internal sealed record LayerBlocks(Block Weight, Block Bias, Block? Gamma, Block? Beta);

/// <summary>The parameters that an information-bottleneck objective adds to those of the network.</summary>
/// <param name="Weight">Of ln sigma^2, <c>[inputs, width]</c>.</param>
/// <param name="Bias">Of ln sigma^2, <c>[1, width]</c>.</param>
/// <param name="ClassMeans"><c>[classes, width]</c>; null where all classes have the mean 0.</param>
internal sealed record CodeBlocks(Block Weight, Block Bias, Block? ClassMeans);

/// <summary>Where each parameter of a network lies in its row of a stack: layer
/// by layer, in the order of <see cref="GradientNoise"/>.</summary>
/// <remarks>Every block begins at a multiple of <see cref="Alignment"/> values, for the matrix products that read it in place.
/// The gap between two blocks stays zero.</remarks>
internal sealed class StackLayout
{
    /// <summary>16 bytes.</summary>
    private const int Alignment = 4;

    private readonly List<Block> _blocks = [];

    public StackLayout(NetworkShape shape, ObjectiveKind objective = ObjectiveKind.CrossEntropy)
    {
        Shape = shape;
        Layers = [.. Enumerable.Range(0, shape.Layers).Select(Layer)];
        if (Bottleneck.LearnsVariance(objective))
            Code = AddCode(objective);
    }

    public NetworkShape Shape { get; }

    public ImmutableArray<LayerBlocks> Layers { get; }

    /// <summary>Null where the objective has no parameters of its own.</summary>
    public CodeBlocks? Code { get; }

    public IReadOnlyList<Block> Blocks => _blocks;

    /// <summary>Values of one network, the padding included.</summary>
    public long Length { get; private set; }

    /// <summary>1 in the matrices of linear layers, that of a code's ln sigma^2 among them, else 0:
    /// <c>[<see cref="Length"/>]</c>.</summary>
    public float[] Matrices()
    {
        var row = new float[Length];
        foreach (var block in Layers.Select(layer => layer.Weight).Concat(Code is null ? [] : [Code.Weight]))
            row.AsSpan((int)block.Offset, block.Length).Fill(1);
        return row;
    }

    /// <summary>Zeros behind a block of <paramref name="length"/> values.</summary>
    public static long Padding(long length) => (Alignment - (length % Alignment)) % Alignment;

    private LayerBlocks Layer(int layer)
    {
        int inputs = Shape.Width(layer), outputs = Shape.Width(layer + 1);
        var normalizes = Shape.BatchNorm && layer < Shape.Hidden.Length;
        Block? Normalizing() => normalizes ? Add(1, outputs) : null;
        return new LayerBlocks(Add(inputs, outputs), Add(1, outputs), Normalizing(), Normalizing());
    }

    private CodeBlocks AddCode(ObjectiveKind objective)
    {
        int inputs = Shape.Width(Shape.Hidden.Length - 1), width = Shape.Width(Shape.Hidden.Length);
        return new CodeBlocks(Add(inputs, width), Add(1, width), Bottleneck.HasClassMeans(objective) ? Add(Shape.Classes, width) : null);
    }

    private Block Add(int rows, int columns)
    {
        var block = new Block(_blocks.Count, Length, rows, columns);
        _blocks.Add(block);
        Length += block.Length + Padding(block.Length);
        return block;
    }
}
