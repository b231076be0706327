using Engine.Networks;
using Engine.Numerics;

namespace Engine.InformationPlane;

/// <summary>The interval that a layer's bins divide. A value outside belongs to the outermost bin.</summary>
public readonly record struct BinRange(float Low, float High)
{
    /// <summary>Probabilities, and sigmoid's outputs.</summary>
    public static BinRange Unit { get; } = new(0, 1);

    /// <summary>tanh's outputs.</summary>
    public static BinRange Symmetric { get; } = new(-1, 1);

    /// <summary>The range that fits a hidden layer: the activation's own where it is bounded,
    /// else the least and the largest output of the layer on the samples.</summary>
    public static BinRange Of(Activation activation, RowMatrix outputs) => activation switch
    {
        Activation.Tanh => Symmetric,
        Activation.Sigmoid => Unit,
        _ => Observed(outputs),
    };

    /// <summary>The bin of <paramref name="value"/> among <paramref name="bins"/> equal ones, from 0;
    /// a range of one point has one bin.</summary>
    public int Bin(float value, int bins)
    {
        if (High <= Low)
            return 0;
        var place = ((double)value - Low) / ((double)High - Low) * bins;
        return (int)Math.Clamp(Math.Floor(place), 0, bins - 1);
    }

    private static BinRange Observed(RowMatrix outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
        for (var row = 0; row < outputs.Rows; row++)
        {
            foreach (var value in outputs[row])
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }
        return new BinRange(low, high);
    }
}
