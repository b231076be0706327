namespace Engine.Data;

/// <summary>The spec's <c>input</c>: a feature x becomes <c>(x - mean) / std</c> in float32, after the division that made it from a pixel.</summary>
public sealed class InputTransform
{
    /// <param name="mean">One number, or one for each channel.</param>
    /// <param name="std">One number, or one for each channel; positive.</param>
    /// <exception cref="UserErrorException">A number is not finite, a std is not positive, or a list is empty.</exception>
    public InputTransform(IReadOnlyList<float> mean, IReadOnlyList<float> std)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(std);
        Check("input.mean", mean, float.IsFinite, "finite");
        Check("input.std", std, value => float.IsFinite(value) && value > 0, "finite and above 0");
        Mean = mean;
        Std = std;
    }

    /// <summary>Mean 0 and std 1: features stay as they are.</summary>
    public static InputTransform Identity { get; } = new([0f], [1f]);

    public IReadOnlyList<float> Mean { get; }

    public IReadOnlyList<float> Std { get; }

    public bool IsIdentity => Mean.All(mean => mean == 0) && Std.All(std => std == 1);

    /// <summary>Mean and std of every channel, <c>[channels]</c> each.</summary>
    /// <exception cref="UserErrorException">A list has neither one number nor one for each channel.</exception>
    public (float[] Mean, float[] Std) PerChannel(int channels) =>
        (Spread("input.mean", Mean, channels), Spread("input.std", Std, channels));

    private static float[] Spread(string key, IReadOnlyList<float> values, int channels)
    {
        if (values.Count == 1)
            return [.. Enumerable.Repeat(values[0], channels)];
        if (values.Count == channels)
            return [.. values];
        var needed = channels == 1 ? "one number, because the data set has one channel" : $"one number, or {channels}, one for each channel";
        throw new UserErrorException($"{key} has {values.Count} numbers: it must be {needed}.");
    }

    private static void Check(string key, IReadOnlyList<float> values, Func<float, bool> valid, string needed)
    {
        if (values.Count == 0)
            throw new UserErrorException($"{key} is empty: it must be one number, or one for each channel.");
        foreach (var value in values)
        {
            if (!valid(value))
                throw new UserErrorException($"{key} is {value}: it must be {needed}.");
        }
    }
}
