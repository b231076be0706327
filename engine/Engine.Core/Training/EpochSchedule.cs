using System.Collections.Immutable;

namespace Engine.Training;

/// <summary>Epochs at which something of the network is recorded; epoch 0 is the network before its first step.</summary>
public sealed record EpochSchedule
{
    /// <summary>More points than this in a decade of epochs are most of the epochs themselves.</summary>
    public const int MostPerDecade = 100;

    private const double Decade = 10;

    private EpochSchedule(int perDecade, ImmutableArray<int> epochs) => (PerDecade, Epochs) = (perDecade, epochs);

    /// <summary>No epoch.</summary>
    public static EpochSchedule None { get; } = new(0, []) { IsNone = true };

    /// <summary>Every epoch.</summary>
    public static EpochSchedule All { get; } = new(0, []);

    public bool IsNone { get; private init; }

    /// <summary>Points in each decade of a log-spaced schedule; 0 for others.</summary>
    public int PerDecade { get; }

    /// <summary>The epochs of a schedule that lists them, ascending; empty for others.</summary>
    public ImmutableArray<int> Epochs { get; }

    /// <summary>Whether it lists its epochs.</summary>
    public bool IsList => !Epochs.IsEmpty;

    /// <summary>Epochs 0, 10^(k / perDecade) rounded for k = 0, 1, …, and the last.</summary>
    public static EpochSchedule Log(int perDecade)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(perDecade, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(perDecade, MostPerDecade);
        return new EpochSchedule(perDecade, []);
    }

    /// <param name="epochs">At least one, each from 0 up.</param>
    public static EpochSchedule At(IEnumerable<int> epochs)
    {
        ImmutableArray<int> ordered = [.. epochs.Distinct().Order()];
        return ordered is [>= 0, ..]
            ? new EpochSchedule(0, ordered)
            : throw new ArgumentException("a list of epochs needs at least one, from 0 up", nameof(epochs));
    }

    /// <summary>The epochs of a training of <paramref name="last"/> epochs, ascending; those beyond it are left out.</summary>
    public ImmutableArray<int> Of(int last)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(last);
        if (IsNone)
            return [];
        if (IsList)
            return [.. Epochs.Where(epoch => epoch <= last)];
        return PerDecade == 0 ? [.. Enumerable.Range(0, last + 1)] : [.. LogSpaced(last).Append(0).Append(last).Distinct().Order()];
    }

    public bool Equals(EpochSchedule? other) =>
        other is not null && IsNone == other.IsNone && PerDecade == other.PerDecade && Epochs.AsSpan().SequenceEqual(other.Epochs.AsSpan());

    public override int GetHashCode() => HashCode.Combine(IsNone, PerDecade, Epochs.Length);

    private IEnumerable<int> LogSpaced(int last)
    {
        for (var k = 0; ; k++)
        {
            var epoch = Math.Round(Math.Pow(Decade, (double)k / PerDecade));
            if (epoch > last)
                yield break;
            yield return (int)epoch;
        }
    }
}
