using System.Collections.Immutable;

namespace Engine.Data;

/// <summary>The spec's <c>input</c>: a feature x becomes <c>(x - mean) / std</c> in float32,
/// after the division that made it from a pixel.</summary>
public sealed record InputTransform
{
    /// <summary>Mean 0 and std 1: features stay as they are.</summary>
    public static InputTransform Identity { get; } = new();

    /// <summary>One number, or one for each channel.</summary>
    /// <exception cref="UserErrorException">A number is not finite as float32, or there is none.</exception>
    public ImmutableArray<double> Mean
    {
        get;
        init => field = Checked("input.mean", value, float.IsFinite, "finite");
    } = [0];

    /// <summary>One number, or one for each channel.</summary>
    /// <exception cref="UserErrorException">A number is not finite and positive as float32, or there is none.</exception>
    public ImmutableArray<double> Std
    {
        get;
        init => field = Checked("input.std", value, std => float.IsFinite(std) && std > 0, "finite and above 0");
    } = [1];

    public bool IsIdentity => Mean.All(mean => mean == 0) && Std.All(std => std == 1);

    /// <summary>Mean and std of every channel, <c>[channels]</c> each.</summary>
    /// <exception cref="UserErrorException">A list has neither one number nor one for each channel.</exception>
    public (float[] Mean, float[] Std) PerChannel(int channels) =>
        (Spread("input.mean", Mean, channels), Spread("input.std", Std, channels));

    public bool Equals(InputTransform? other) => other is not null && Mean.SequenceEqual(other.Mean) && Std.SequenceEqual(other.Std);

    public override int GetHashCode() => HashCode.Combine(Mean.Length, Mean[0], Std[0]);

    private static float[] Spread(string key, ImmutableArray<double> values, int channels)
    {
        if (values.Length == 1)
            return [.. Enumerable.Repeat((float)values[0], channels)];
        if (values.Length == channels)
            return [.. values.Select(value => (float)value)];
        var needed = channels == 1
            ? "one number, because the data set has one channel"
            : $"one number, or {channels}, one for each channel";
        throw new UserErrorException($"{key} has {values.Length} numbers: it must be {needed}.");
    }

    private static ImmutableArray<double> Checked(string key, ImmutableArray<double> values, Func<float, bool> valid, string needed)
    {
        if (values.IsDefaultOrEmpty)
            throw new UserErrorException($"{key} is empty: it must be one number, or one for each channel.");
        foreach (var value in values)
        {
            if (!valid((float)value))
                throw new UserErrorException($"{key} is {value}: it must be {needed}.");
        }
        return values;
    }
}
