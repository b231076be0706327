using Engine.Ablation;
using Engine.Measures;
using Harness.Runs.Storage;
using Harness.Runs.Tables;

namespace Harness.Report.Experiments;

/// <summary>
/// The figure of the first version of the talk's paper (arXiv:1804.06679v1): MNIST 100-100, sigmoid, a removed output replaced by its mean.
/// Accuracy while neurons are removed, those with the lowest mutual information first and at random.
/// </summary>
public sealed class PaperFigure
{
    public const string Name = "mnist-sigmoid";

    /// <summary>Removed neurons at which the paper's curves were read.</summary>
    public const int Step = 79;

    private const string Order = "mutual-information";

    // Read off the paper's figure by eye.
    private static readonly (string Scope, bool Random, double Accuracy)[] Paper =
    [
        ("network", false, 0.64), ("network", true, 0.88),
        ("layer-1", false, 0.61), ("layer-1", true, 0.51),
        ("layer-2", false, 0.82), ("layer-2", true, 0.79),
    ];

    private PaperFigure(IReadOnlyList<SeedCurve> curves) => Curves = curves;

    /// <summary>The scopes, in the paper's order.</summary>
    public static IEnumerable<string> Scopes => Paper.Select(read => read.Scope).Distinct();

    /// <summary>Every seed's curves; of random orders their mean.</summary>
    public IReadOnlyList<SeedCurve> Curves { get; }

    /// <summary>Reads the runs' curves; null where no run replaced by the mean.</summary>
    /// <exception cref="Engine.UserErrorException">A table is damaged.</exception>
    public static PaperFigure? Read(ResultFolder results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var schema = AblationTable.Definition.Schema;
        var curves = results.FilesOf(schema.Name).Select(run => results.Read(schema, run))
            .Where(table => table.Rows > 0 && table.Texts("replace")[0] == "mean")
            .SelectMany(table => Of(StoredCurves.Of(table))).ToArray();
        return curves.Length > 0 ? new PaperFigure(curves) : null;
    }

    /// <summary>The paper's accuracy at <see cref="Step"/>.</summary>
    public static double Read(string scope, bool random) => Paper.First(read => read.Scope == scope && read.Random == random).Accuracy;

    /// <summary>One line for each curve: the paper's accuracy, the seeds', and whether it lies in their interval.</summary>
    public string Table() => Markdown.Table(
        ["removed from", "order", "paper", "here", "verdict"],
        Paper.Select(read => (IReadOnlyList<string>)
        [
            Words(read.Scope), read.Random ? "random" : "lowest first", $"{read.Accuracy:0.00}", Text(read.Scope, read.Random),
            Verdict(read.Scope, read.Random, read.Accuracy),
        ]));

    /// <summary>A scope in words.</summary>
    public static string Words(string scope) => scope == AblationScope.Network.Name ? "whole network" : scope.Replace('-', ' ');

    /// <summary>How many of the paper's numbers lie in the seeds' intervals, and how many there are.</summary>
    public (int Reproduced, int All) Count() =>
        (Paper.Count(read => Interval(read.Scope, read.Random) is { } found && Holds(found, read.Accuracy)), Paper.Length);

    /// <summary>The mean over the seeds at every step; empty where there is no such curve.</summary>
    public double[] Mean(string scope, bool random)
    {
        var curves = Of(scope, random).ToArray();
        return curves.Length == 0
            ? []
            : [.. Enumerable.Range(0, curves[0].Accuracy.Length).Select(step => curves.Average(curve => curve.Accuracy[step]))];
    }

    private static IEnumerable<SeedCurve> Of(StoredCurves stored) => stored.Curves.Select(ranked => ranked.Curve)
        .Where(curve => curve.Direction == AblationDirection.Random
            || (curve.Direction == AblationDirection.Ascending && curve.Order == Order))
        .GroupBy(curve => (Scope: curve.Scope.Name, Random: curve.Direction == AblationDirection.Random))
        .Select(alike => new SeedCurve(
            alike.Key.Scope, alike.Key.Random,
            [.. Enumerable.Range(0, alike.First().Width + 1).Select(step => alike.Average(curve => curve.Accuracy(step)))]));

    private IEnumerable<SeedCurve> Of(string scope, bool random) =>
        Curves.Where(curve => curve.Scope == scope && curve.IsRandom == random && curve.Accuracy.Length > Step);

    private ConfidenceInterval? Interval(string scope, bool random) =>
        MeanInterval.Of([.. Of(scope, random).Select(curve => curve.Accuracy[Step])], new ValueRange(0, 1));

    private string Text(string scope, bool random)
    {
        var mean = Mean(scope, random);
        if (mean.Length == 0)
            return "-";
        return Interval(scope, random) is { } found
            ? $"{mean[Step]:0.000} ({found.Low:0.000} to {found.High:0.000})"
            : $"{mean[Step]:0.000}";
    }

    private string Verdict(string scope, bool random, double paper)
    {
        if (Interval(scope, random) is not { } found)
            return "open: fewer than two seeds reach so far";
        var beyond = paper < found.Low ? paper - found.Low : paper - found.High;
        return Holds(found, paper) ? "reproduced" : $"not reproduced: {beyond:+0.000;-0.000} from the interval";
    }

    // The paper's numbers were read to two digits.
    private static bool Holds(ConfidenceInterval interval, double read) => interval.Low - 0.005 <= read && read <= interval.High + 0.005;
}

/// <summary>Accuracy of one seed's network while neurons are removed.</summary>
/// <param name="IsRandom">The mean of the random orders, else the lowest mutual information first.</param>
/// <param name="Accuracy"><c>[steps]</c>, from the intact network on.</param>
public sealed record SeedCurve(string Scope, bool IsRandom, double[] Accuracy);
