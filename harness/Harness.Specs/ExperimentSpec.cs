using System.Collections.Immutable;
using Engine.Analysis;
using Engine.Analysis.Insights;
using Engine.Data;
using Engine.Pairs;
using Harness.Specs.Keys;

namespace Harness.Specs;

/// <summary>A spec file with its overrides, every point of its sweep checked.</summary>
/// <param name="File">As given on the command line.</param>
/// <param name="Seeds">Distinct, at least one; each point runs once with each.</param>
/// <param name="Points">In the order of the sweep; one where nothing is swept.</param>
/// <param name="Warnings">For the user; nothing that stops a run.</param>
public sealed record ExperimentSpec(
    string Name, string File, ImmutableArray<long> Seeds, Sweep Sweep, ImmutableArray<SpecPoint> Points, ImmutableArray<string> Warnings);

/// <summary>How a network that was trained elsewhere is measured, ablated and read.</summary>
/// <param name="Input">Null where none is given: the model's own, if it has one.</param>
/// <param name="Warnings">For the user; nothing that stops the analysis.</param>
public sealed record AnalysisSpec(
    InputTransform? Input, MeasureOptions Measures, AblationOptions Ablation, InsightOptions Insights, ImmutableArray<string> Warnings)
{
    public PairOptions Pairs { get; init; } = new();
}

/// <summary>How saved activations are measured.</summary>
public sealed record MeasuringSpec(MeasureOptions Measures, PairOptions Pairs);

/// <summary>One point of a sweep.</summary>
/// <param name="Spec">Resolved but for the seed, which is 0.</param>
/// <param name="Varied">The values that the sweep sets at this point, in the order of its axes.</param>
public sealed record SpecPoint(RunSpec Spec, ImmutableArray<SpecAssignment> Varied);

/// <summary>The product of axes, the first slowest.</summary>
public sealed record Sweep(ImmutableArray<SweepAxis> Axes)
{
    /// <summary>Points times seeds of one spec.</summary>
    public const int MaximumRuns = 1_000_000;

    public static Sweep None { get; } = new([]);

    /// <summary>How many points there are (1 without axes); more than <see cref="MaximumRuns"/> when it cannot be counted.</summary>
    public long Count => Axes.Aggregate(1L, (count, axis) => Math.Min(count * axis.Steps.Length, 1L + MaximumRuns));

    /// <summary>The values that each point sets, in order.</summary>
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

/// <summary>One direction of a sweep. Whatever the kind of axis (a grid's, in lockstep, listed, drawn), it is a list of steps.</summary>
/// <param name="Keys">The dotted paths that every step sets.</param>
public sealed record SweepAxis(ImmutableArray<string> Keys, ImmutableArray<SweepStep> Steps);

/// <summary>One step along an axis: the keys it sets together. A grid axis sets one key.</summary>
public sealed record SweepStep(ImmutableArray<SpecAssignment> Assignments);
