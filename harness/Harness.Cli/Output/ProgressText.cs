using Engine;
using Engine.Training;
using Harness.Runs.Leases;

namespace Harness.Cli.Output;

/// <summary>How far a sweep is, in one line.</summary>
/// <param name="Left">Time that the rest takes, e.g. <c>3 min</c>; null before a speed is known.</param>
/// <param name="Running">By id.</param>
internal sealed record ProgressText(
    int Done, int Failed, int Runs, string? Left, IReadOnlyList<(string Run, RunProgress Progress)> Running)
{
    /// <summary>Runs that the line names; a stack may have many more.</summary>
    private const int Named = 6;

    /// <summary>All of it, however long.</summary>
    public string Whole
    {
        get
        {
            var running = Running.Count > 0 ? $", {Running.Count} running" : "";
            var more = Running.Count > Named ? $" · and {Running.Count - Named} more" : "";
            return $"{Counts(isLong: true)}{running}{(Left is null ? "" : $", about {Left} left")}"
                + string.Concat(Running.Take(Named).Select(run => $" · {run.Run}: {run.Progress}")) + more;
        }
    }

    /// <summary>As much of it as has room; the epoch of the first run before the time left, and that before names.</summary>
    public string Fitted(int width)
    {
        var left = Left is null ? "" : $", {Left} left";
        var first = Running.Count > 0 ? $" · {Running[0].Progress}" : "";
        string[] ways =
        [
            Whole, $"{Counts(isLong: true)}{left}{first}", $"{Counts(isLong: false)}{left}{first}", $"{Counts(isLong: false)}{first}",
            Counts(isLong: false),
        ];
        return ways.FirstOrDefault(way => way.Length <= width) ?? "";
    }

    private string Counts(bool isLong) =>
        $"{Done} of {(isLong ? Amount.Of(Runs, "run") : $"{Runs}")} done{(Failed > 0 ? $", {Failed} failed" : "")}";
}

/// <summary>The progress of one run.</summary>
/// <param name="Last">Its last epoch; null before the first has ended.</param>
internal sealed record RunProgress(int Epochs, string Phase, EpochRecord? Last)
{
    public const string Training = "training";

    /// <summary>Training counts for most of a run: how long the analysis takes is not known beforehand.</summary>
    public const double TrainingShare = 0.8;

    private int Epoch => Last?.Epoch ?? 0;

    public double Fraction => Epochs == 0 ? 0 : TrainingShare * Epoch / Epochs;

    /// <summary>In training with the epoch's loss, and its accuracy on the validation samples, or in training where there are none.
    /// </summary>
    public override string ToString() => Phase != Training ? Phase
        : Last is null ? $"epoch 0/{Epochs}"
        : LeasedRun.Of(Last, Epochs).ToString();
}
