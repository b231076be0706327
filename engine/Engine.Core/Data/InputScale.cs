using System.Collections.Immutable;

namespace Engine.Data;

/// <summary>The numbers by which inputs are scaled: x becomes <c>(x - mean) / std</c>, or 0 where std is 0.</summary>
/// <param name="Fit">Where they come from.</param>
/// <param name="Mean"><c>[groups]</c>: one for each feature, for each channel, or for all; a group is so many features in a row.</param>
/// <param name="Std"><c>[groups]</c>; 0 where the training samples have one value only, or a deviation below the least normal
/// float32.</param>
public sealed record InputScale(InputFit Fit, ImmutableArray<double> Mean, ImmutableArray<double> Std)
{
    /// <summary>Inputs stay as they are.</summary>
    public static InputScale Identity { get; } = new(InputFit.None, [0], [1]);

    public bool IsIdentity => Mean.All(mean => mean == 0) && Std.All(std => std == 1);

    /// <summary>Groups that become 0.</summary>
    public int Constant => Std.Count(std => std == 0);

    /// <summary>The numbers of <paramref name="transform"/>, fitted on <paramref name="train"/> where it asks for that.</summary>
    /// <param name="train">The samples that are trained on, not scaled.</param>
    /// <param name="channels">Planes of an image, which follow each other in a row.</param>
    /// <exception cref="UserErrorException">The transform is for another number of channels, or a feature is not finite.</exception>
    public static InputScale Of(InputTransform transform, Features train, int channels)
    {
        ArgumentNullException.ThrowIfNull(transform);
        ArgumentNullException.ThrowIfNull(train);
        if (transform.Fit != InputFit.None)
            return InputMoments.Fit(transform.Fit, train, transform.Fit == InputFit.Standardize ? train.Inputs : channels);
        var (mean, std) = transform.PerChannel(channels);
        return new InputScale(InputFit.None, mean, std);
    }

    /// <summary>The splits, read through it.</summary>
    public DataSplits Apply(DataSplits splits)
    {
        ArgumentNullException.ThrowIfNull(splits);
        return IsIdentity ? splits : new DataSplits(Apply(splits.Train), Apply(splits.Validation), Apply(splits.Test));
    }

    public bool Equals(InputScale? other) =>
        other is not null && Fit == other.Fit && Mean.SequenceEqual(other.Mean) && Std.SequenceEqual(other.Std);

    public override int GetHashCode() => HashCode.Combine(Fit, Mean.Length, Mean[0], Std[0]);

    private LabelledData Apply(LabelledData data) => new(new TransformedFeatures(data.Features, this), data.Labels, data.Classes);
}

/// <summary>Mean and population standard deviation of groups of features over all samples, in float64, in two passes in the order of the
/// samples: mean = sum x / n, variance = sum (x - mean)^2 / n.</summary>
internal static class InputMoments
{
    /// <param name="groups">Divides the inputs evenly.</param>
    /// <exception cref="UserErrorException">A feature is not finite.</exception>
    public static InputScale Fit(InputFit fit, Features train, int groups)
    {
        var (first, isConstant) = Constants(train, groups);
        var mean = Means(train, groups, around: null);
        var variance = Means(train, groups, around: mean);
        var wrong = Array.FindIndex(variance, value => !double.IsFinite(value));
        if (wrong >= 0)
            throw new UserErrorException(
                $"input.fit: feature {wrong * (train.Inputs / groups)} has values without a finite mean and deviation among the training "
                    + "samples; all values must be finite");
        return new InputScale(
            fit,
            [.. mean.Select((value, group) => isConstant[group] ? first[group] : value)],
            [.. variance.Select((value, group) => isConstant[group] ? 0 : Deviation(value))]);
    }

    /// <summary>A deviation that cannot divide a float32 counts as none.</summary>
    private static double Deviation(double variance) => Math.Sqrt(variance) is var std && (float)std < MathF.ScaleB(1, -126) ? 0 : std;

    /// <summary>Each group's first value, and whether all others equal it: a sum's rounding would hide that.</summary>
    private static (float[] First, bool[] IsConstant) Constants(Features train, int groups)
    {
        var (first, isConstant) = (new float[groups], new bool[groups]);
        var (row, size) = (new float[train.Inputs], train.Inputs / groups);
        train.Read(0, row);
        for (var group = 0; group < groups; group++)
            (first[group], isConstant[group]) = (row[group * size], true);
        for (var sample = 0; sample < train.Samples; sample++)
        {
            train.Read(sample, row);
            for (var group = 0; group < groups; group++)
                isConstant[group] = isConstant[group] && !row.AsSpan(group * size, size).ContainsAnyExcept(first[group]);
        }
        return (first, isConstant);
    }

    /// <summary>The mean value of each group, or its mean squared distance from <paramref name="around"/>.</summary>
    private static double[] Means(Features train, int groups, double[]? around)
    {
        var (sums, row, size) = (new double[groups], new float[train.Inputs], train.Inputs / groups);
        for (var sample = 0; sample < train.Samples; sample++)
        {
            train.Read(sample, row);
            for (var group = 0; group < groups; group++)
            {
                var values = row.AsSpan(group * size, size);
                sums[group] = around is null ? Sum(values, sums[group]) : SquareSum(values, around[group], sums[group]);
            }
        }
        return [.. sums.Select(sum => sum / ((double)train.Samples * size))];
    }

    private static double Sum(ReadOnlySpan<float> values, double sum)
    {
        foreach (var value in values)
            sum += value;
        return sum;
    }

    private static double SquareSum(ReadOnlySpan<float> values, double mean, double sum)
    {
        foreach (var value in values)
            sum += (value - mean) * (value - mean);
        return sum;
    }
}
