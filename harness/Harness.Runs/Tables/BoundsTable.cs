using Engine.Bounds;
using Harness.Specs;
using Col = Harness.Runs.Tables.Columns<Harness.Runs.Tables.BoundRow>;

namespace Harness.Runs.Tables;

/// <summary>The table <c>bounds</c>: bounds on the generalization gap beside the gap that was measured.</summary>
public static class BoundsTable
{
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
            row => row.Bound.Interval is null ? null : GroupJackknife.Method),
        Col.BooleanOrNull(
            "saturated",
            "the I(X;L) in it is at least 0.95 log2 samples: the true one may be larger, and the bound with it, so that vacuous = false "
                + "says nothing; null for bounds without I(X;L)",
            row => row.Bound.Saturated));
}

/// <summary>One bound of one run, or of all seeds of a point of a sweep together.</summary>
public sealed record BoundRow(string RunId, GeneralizationBound Bound);
