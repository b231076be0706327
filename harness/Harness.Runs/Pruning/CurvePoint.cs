using Engine;
using Engine.Ablation;
using Engine.Analysis;
using Engine.Data;
using Harness.Runs.Storage;
using Harness.Runs.Tables;
using Harness.Specs;

namespace Harness.Runs.Pruning;

/// <summary>Which step of which of a run's curves is meant; what is null may be left open where there is one choice.</summary>
/// <param name="Scope"><c>network</c>, <c>layer-1</c>, …</param>
/// <param name="Repetition">Of random orders.</param>
/// <param name="Step">Neurons removed; null for the last step whose accuracy is at least <paramref name="KeepAccuracy"/>.</param>
public sealed record CurveChoice(
    string Order, string Direction, string Scope, string? Quantizer, string? MeasureSplit, int Repetition, int? Step,
    double? KeepAccuracy)
{
    /// <exception cref="UsageException">The run has no such curve or step, or several fit; the message lists what there is.</exception>
    /// <exception cref="UserErrorException">A table is missing or damaged.</exception>
    public CurvePoint In(ResultFolder folder, string run)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var table = folder.Read(AblationTable.Definition.Schema, run);
        var curve = Only(run, StoredCurves.Of(table).Curves);
        var row = table.AtTheEnd();
        var replace = row.Texts("replace")[0];
        if (!SpecChoices.Replacement.TryParse(replace, out var replaced) || !SplitNames.TryParse(row.Texts("split")[0], out var split))
            throw row.Damaged($"there is no replacement {replace} on the split {row.Texts("split")[0]}");
        return new CurvePoint(curve, StepOf(curve.Curve), replaced, split);
    }

    private RankedCurve Only(string run, IReadOnlyList<RankedCurve> curves)
    {
        if (curves.Count == 0)
            throw new UsageException($"{run} has no curves: its spec asked for no ablation");
        var found = Narrowed("--scope", Scope, curves, ranked => ranked.Curve.Scope.Name);
        found = Narrowed("--order", Order, found, ranked => ranked.Curve.Order);
        if (Order == RandomOrders.Name)
            return Narrowed("--repetition", $"{Repetition}", found, ranked => $"{ranked.Curve.Repetition}")[0];
        found = Narrowed("--direction", Direction, found, ranked => ranked.Curve.Direction.NameOf());
        if (Quantizer is not null)
            found = Narrowed("--quantizer", Quantizer, found, ranked => ranked.Quantizer?.Name ?? "none");
        if (MeasureSplit is not null)
            found = Narrowed("--measure-split", MeasureSplit, found, ranked => ranked.MeasureSplit?.NameOf() ?? "none");
        return found is [var only]
            ? only
            : throw new UsageException(
                $"{run} has {found.Length} such curves: choose with --quantizer and --measure-split among "
                    + string.Join(", ", found.Select(ranked => $"{ranked.Quantizer?.Name ?? "none"} on {ranked.MeasureSplit?.NameOf()}")));

        RankedCurve[] Narrowed(string option, string wanted, IReadOnlyList<RankedCurve> among, Func<RankedCurve, string> name)
        {
            RankedCurve[] matching = [.. among.Where(ranked => name(ranked) == wanted)];
            if (matching.Length > 0)
                return matching;
            string[] names = [.. among.Select(name).Distinct()];
            throw new UsageException(
                $"{option} is {wanted}: {run} has no such curve; there are {string.Join(", ", names)}"
                    + NearestName.Suggestion(wanted, names));
        }
    }

    private int StepOf(AblationCurve curve)
    {
        if (Step is { } step)
            return step <= curve.Width
                ? step
                : throw new UsageException(
                    $"--step is {step}: the curve of {curve.Scope} ends at step {curve.Width}, without its last neuron");
        for (var last = curve.Width; last >= 0; last--)
            if (curve.Accuracy(last) >= KeepAccuracy)
                return last;
        throw new UsageException(
            $"--keep-accuracy is {KeepAccuracy}: no step of the curve comes to it, the intact network has {curve.Accuracy(0):0.####}");
    }
}

/// <summary>A step of a curve.</summary>
/// <param name="Replace">By what removed outputs were replaced.</param>
/// <param name="Split">Samples that right answers are counted on.</param>
public sealed record CurvePoint(RankedCurve Ranked, int Step, Replacement Replace, Split Split)
{
    public IReadOnlyList<NeuronId> Removed => Ranked.Curve.Removed[..Step];

    /// <summary>Samples classified rightly.</summary>
    public int Correct => Ranked.Curve.Correct[Step];

    public int Total => Ranked.Curve.Total;

    /// <summary>Samples whose two highest logits are closer than rounding can be trusted with.</summary>
    public int NearTies => Ranked.Curve.NearTies[Step];
}
