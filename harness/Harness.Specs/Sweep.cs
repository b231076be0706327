using System.Collections.Immutable;
using Harness.Specs.Keys;

namespace Harness.Specs;

/// <summary>The product of axes, the first slowest.</summary>
public sealed record Sweep(ImmutableArray<SweepAxis> Axes)
{
    /// <summary>Points times seeds of one spec.</summary>
    public const int MaximumRuns = 1_000_000;

    public static Sweep None { get; } = new([]);

    /// <summary>How many points there are (1 without axes); more than <see cref="MaximumRuns"/> when it cannot be counted.</summary>
    public long Count => Axes.Aggregate(1L, (count, axis) => Math.Min(count * axis.Steps.Length, 1L + MaximumRuns));

    /// <summary>What each point sets, in order.</summary>
    public IEnumerable<ImmutableArray<SpecAssignment>> Points()
    {
        var count = Count;
        for (var point = 0L; point < count; point++)
            yield return At(point);
    }

    private ImmutableArray<SpecAssignment> At(long point)
    {
        var steps = new SweepStep[Axes.Length];
        for (var axis = Axes.Length - 1; axis >= 0; axis--)
        {
            var length = Axes[axis].Steps.Length;
            steps[axis] = Axes[axis].Steps[(int)(point % length)];
            point /= length;
        }
        return [.. steps.SelectMany(step => step.Assignments)];
    }
}
