using System.Collections.Immutable;

namespace Engine.Data;

/// <summary>The spec's <c>input</c>: a feature x becomes <c>(x - mean) / std</c> in float32,
/// after the division that made it from a pixel. The numbers are given by hand or fitted; <see cref="InputScale"/> applies them.</summary>
public sealed record InputTransform
{
    /// <summary>Mean 0 and std 1: features stay as they are.</summary>
    public static InputTransform Identity { get; } = new();

    /// <summary>Where the numbers come from; fitted ones take the place of <see cref="Mean"/> and <see cref="Std"/>.</summary>
    public InputFit Fit { get; init; }

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

    /// <summary>Mean and std by hand of every channel, <c>[channels]</c> each.</summary>
    /// <exception cref="UserErrorException">A list has neither one number nor one for each channel.</exception>
    public (ImmutableArray<double> Mean, ImmutableArray<double> Std) PerChannel(int channels) =>
        (Spread("input.mean", Mean, channels), Spread("input.std", Std, channels));

    public bool Equals(InputTransform? other) =>
        other is not null && Fit == other.Fit && Mean.SequenceEqual(other.Mean) && Std.SequenceEqual(other.Std);

    public override int GetHashCode() => HashCode.Combine(Fit, Mean.Length, Mean[0], Std[0]);

    private static ImmutableArray<double> Spread(string key, ImmutableArray<double> values, int channels)
    {
        if (values.Length == 1)
            return [.. Enumerable.Repeat(values[0], channels)];
        if (values.Length == channels)
            return values;
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

/// <summary>Where the numbers of an <see cref="InputTransform"/> come from. Fitted ones are mean and population standard deviation
/// (divided by the number of values, not by one less) of the training samples alone, taken in float64.</summary>
public enum InputFit
{
    /// <summary>By hand.</summary>
    None,

    /// <summary>A mean and a deviation of each feature over the training samples.</summary>
    Standardize,

    /// <summary>A mean and a deviation of each channel over its pixels in all training samples; of a set with one channel, one of
    /// each.</summary>
    PerChannel,
}
