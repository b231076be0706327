using Engine.Data;

namespace Engine.Pictures;

/// <summary>A square lattice of points of two features, over the range of the data and a margin around it.</summary>
/// <param name="Side">Points along each axis, at least two.</param>
public sealed record BoundaryGrid(int Side, double Low1, double High1, double Low2, double High2)
{
    /// <summary>Two features make a plane.</summary>
    public const int Features = 2;

    /// <summary>The margin on each side, as a share of the data's range.</summary>
    public const double Margin = 0.1;

    /// <summary>Points of the lattice.</summary>
    public int Points => Side * Side;

    /// <summary>The grid around all samples of all splits, so that every run on the same data has the same points.</summary>
    /// <exception cref="UserErrorException">The data does not have two features.</exception>
    public static BoundaryGrid Around(DataSplits data, int side)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 2);
        if (data.Train.Features.Inputs != Features)
            throw new UserErrorException(
                $"a picture of the boundary needs {Features} features, a sample of the data set has {data.Train.Features.Inputs}");
        Span<float> point = stackalloc float[Features];
        Span<double> low = [double.PositiveInfinity, double.PositiveInfinity], high = [double.NegativeInfinity, double.NegativeInfinity];
        foreach (var features in new[] { data.Train.Features, data.Validation.Features, data.Test.Features })
        {
            for (var row = 0; row < features.Samples; row++)
            {
                features.Read(row, point);
                for (var f = 0; f < Features; f++)
                    (low[f], high[f]) = (Math.Min(low[f], point[f]), Math.Max(high[f], point[f]));
            }
        }
        for (var f = 0; f < Features; f++)
        {
            var margin = high[f] > low[f] ? Margin * (high[f] - low[f]) : 1;
            (low[f], high[f]) = (low[f] - margin, high[f] + margin);
        }
        return new BoundaryGrid(side, low[0], high[0], low[1], high[1]);
    }

    /// <summary>Point number <paramref name="index"/>: row by row from the lowest x2, in each row from the lowest x1. Rounded to float32,
    /// as the network sees it.</summary>
    public (float X1, float X2) this[int index] => (At(Low1, High1, index % Side), At(Low2, High2, index / Side));

    /// <summary>All points as a network's input, <c>[points, 2]</c>.</summary>
    public Features ToFeatures()
    {
        var values = new float[Features * Points];
        for (var i = 0; i < Points; i++)
            (values[Features * i], values[(Features * i) + 1]) = this[i];
        return new FloatFeatures(values, Points, Features);
    }

    private float At(double low, double high, int step) => (float)(low + ((high - low) * step / (Side - 1)));
}
