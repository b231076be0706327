using Engine.Bounds;
using Harness.Specs;
using Col = Harness.Runs.Tables.Columns<Harness.Runs.Tables.BoundRow>;

namespace Harness.Runs.Tables;

/// <summary>The table <c>bounds</c>: bounds on the generalization gap beside the gap that was measured.</summary>
public static class BoundsTable
{
    private const string Saturated = " (saturated: ";

    /// <summary>Stands in a detail behind an estimator whose estimate is at the most that so many samples can show.</summary>
    internal static string SaturatedAt(int samples) => $"{Saturated}{samples} samples cannot show more)";

    /// <summary>Whether a detail says so: the bound then tells the number of samples, not the network.</summary>
    public static bool IsSaturated(string? detail) => detail?.Contains(Saturated, StringComparison.Ordinal) == true;

    public static TableDefinition<BoundRow> Definition { get; } = new(
        "bounds",
        Col.Text("run_id", "the run; of a bound over many trainings, an id of their own", row => row.RunId),
        Col.Int32("layer", "hidden layer, from 1, the softmax output last; 0 for the whole network", row => row.Bound.Layer, least: 0),
        Col.Text("bound", "by its authors", row => SpecChoices.Bound.NameOf(row.Bound.Kind)),
        Col.Float64OrNull("value", "of the bound on the gap in 0-1 error; null for a scaling without constants", row => row.Bound.Value),
        Col.Float64("measured_gap", "training accuracy minus test accuracy", row => row.Bound.MeasuredGap),
        Col.BooleanOrNull("vacuous", "the bound is 1 or more; null where there is no value", row => row.Bound.IsVacuous),
        Col.Text("assumptions", "under which it holds, and its standing", row => row.Bound.Assumptions),
        Col.Text("detail", "what went into it, with units", row => row.Bound.Detail),
        Col.Text(
            "estimator",
            "of the information in it: of the information plane, pensia-jog-loh, gaussian or gaussian-pooled; with run_id, layer and bound "
                + "a row's key",
            row => row.Bound.Estimator),
        Col.Float64OrNull(
            "ci_low", "where the 95% interval of a value that is estimated over many trainings begins; null for others",
            row => row.Bound.Interval?.Low),
        Col.Float64OrNull("ci_high", "where it ends", row => row.Bound.Interval?.High),
        Col.TextOrNull(
            "ci_method", "of the interval: group-jackknife over the trainings; null without one",
            row => row.Bound.Interval is null ? null : GroupJackknife.Method));
}

/// <summary>One bound of one run, or of all seeds of a point of a sweep together.</summary>
public sealed record BoundRow(string RunId, GeneralizationBound Bound);
