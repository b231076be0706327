using Engine;
using Engine.Data;
using Harness.Specs;
using Harness.Specs.Plans;

namespace Harness.Runs.Execution;

/// <summary>
/// Finds the mistakes of a plan before anything is written. Every data set is loaded, and every run is checked against its data.
/// </summary>
/// <param name="load">Gives a run's data set.</param>
/// <param name="spec">The spec's file, for messages.</param>
public sealed class SweepPreflight(Func<PlannedRun, CancellationToken, DataSet> load, string spec)
{
    /// <returns>The SHA-256 of each data set, by <see cref="DataSetRequest.Name"/>.</returns>
    /// <exception cref="UsageException">Runs do not fit their data sets; the message has all of it.</exception>
    /// <exception cref="UserErrorException">A data set is missing or damaged.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public IReadOnlyDictionary<string, string> Check(IEnumerable<PlannedRun> plan, CancellationToken cancellation)
    {
        // Other differences between runs do not matter for the data; the network's alone where an order costs by its size.
        PlannedRun[] different =
            [.. plan.DistinctBy(run =>
                (run.Spec.Dataset, run.Spec.Validation, run.Spec.Input, run.Spec.Measures, run.Spec.Ablation, run.Spec.Pictures,
                    run.Spec.Plane.Split, run.Spec.Bounds, run.Spec.Ablation.IsGreedy ? run.Spec.Network : null))];
        var mistakes = new Mistakes();
        var content = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var run in different)
        {
            mistakes.Try(run.RunId, () =>
            {
                var data = load(run, cancellation);
                content[run.Spec.Dataset.Name] = data.Sha256;
                Check(run.Spec, data);
            });
            cancellation.ThrowIfCancellationRequested();
        }
        mistakes.ThrowIfAny(different.Length);
        return content;
    }

    private void Check(RunSpec run, DataSet data)
    {
        try
        {
            DataNeeds.Require(run, data);
        }
        catch (UserErrorException mistake)
        {
            throw new UsageException($"{spec}: {mistake.Message}", mistake);
        }
    }
}

/// <summary>Collects what is wrong with the runs of a plan, so that all of it is told at once.</summary>
public sealed class Mistakes
{
    private readonly Dictionary<string, (Exception Cause, string Run, int Runs)> _found = new(StringComparer.Ordinal);

    /// <param name="run">What the check is about, e.g. a run's id.</param>
    /// <param name="check">Throws a <see cref="UserErrorException"/> where something is wrong.</param>
    public void Try(string run, Action check)
    {
        ArgumentNullException.ThrowIfNull(check);
        try
        {
            check();
        }
        catch (UserErrorException mistake)
        {
            _found[mistake.Message] = _found.TryGetValue(mistake.Message, out var before)
                ? before with { Runs = before.Runs + 1 }
                : (mistake, run, 1);
        }
    }

    /// <param name="checks">How many things were checked: where all are wrong in one way, none of them is named.</param>
    /// <exception cref="UsageException">Something is wrong with the spec or the command line.</exception>
    /// <exception cref="UserErrorException">Something else is wrong, e.g. a data set is missing.</exception>
    public void ThrowIfAny(int checks)
    {
        if (_found.Count == 0)
            return;
        var message = string.Join('\n', _found.Select(mistake => $"{mistake.Key}{Where(mistake.Value.Run, mistake.Value.Runs, checks)}"));
        var first = _found.Values.First().Cause;
        throw _found.Values.Any(mistake => mistake.Cause is UsageException)
            ? new UsageException(message, first)
            : new UserErrorException(message, first);
    }

    private static string Where(string run, int runs, int checks) =>
        runs == checks ? "" : runs == 1 ? $" (in {run})" : $" (in {run} and {runs - 1} more)";
}
