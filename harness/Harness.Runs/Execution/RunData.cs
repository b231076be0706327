using System.Collections.Concurrent;
using Engine;
using Engine.Data;
using Harness.Specs;
using Harness.Specs.Plans;

namespace Harness.Runs.Execution;

/// <summary>The samples of a run as its network sees them: split, drawn where the run draws its training samples, and scaled.</summary>
/// <param name="Source">The data set as published.</param>
/// <param name="Splits">After the spec's scaling of the input.</param>
/// <param name="Scale">By which they are scaled; fitted on the training samples of this run alone.</param>
public sealed record RunData(DataSet Source, DataSplits Splits, InputScale Scale)
{
    /// <exception cref="UserErrorException">The spec does not fit the data set.</exception>
    public static RunData Of(RunSpec run, DataSet source)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(source);
        var splits = run.SplitsOf(source);
        if (run.Subset is { } count)
            splits = TrainingDraw.Of(splits, count, (ulong)run.Seed);
        var scale = InputScale.Of(run.Input, splits.Train.Features, source.Channels);
        return new RunData(source, scale.Apply(splits), scale);
    }

    /// <summary>Tells of features that are constant among the training samples; null where there are none.</summary>
    public static string? Warning(InputScale scale, DataSet source)
    {
        ArgumentNullException.ThrowIfNull(scale);
        ArgumentNullException.ThrowIfNull(source);
        return scale.Constant == 0
            ? null
            : $"input.fit: {scale.Constant} of {scale.Std.Length} {(scale.Fit == InputFit.PerChannel ? "channels" : "features")} of "
                + $"{source.Name} are constant among the training samples; they become 0";
    }
}

/// <summary>The data of a sweep's runs: each set is loaded once, and scaled once for all runs that train on the same samples.</summary>
/// <param name="load">Gives a run's data set as published.</param>
/// <param name="warn">Told of each data set's constant features once.</param>
internal sealed class SweepData(Func<PlannedRun, CancellationToken, DataSet> load, Action<string> warn)
{
    private readonly ConcurrentDictionary<(DataSetRequest, int?, InputTransform), Lazy<RunData>> _shared = new();
    private readonly ConcurrentDictionary<(string, InputFit), bool> _warned = new();

    public RunData Of(PlannedRun run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        var spec = run.Spec;
        // A draw is a run's own.
        return spec.Subset is not null
            ? Make(run, cancellation)
            : _shared.GetOrAdd((spec.Dataset, spec.Validation, spec.Input), _ => new Lazy<RunData>(() => Make(run, cancellation))).Value;
    }

    private RunData Make(PlannedRun run, CancellationToken cancellation)
    {
        var data = RunData.Of(run.Spec, load(run, cancellation));
        if (RunData.Warning(data.Scale, data.Source) is { } warning && _warned.TryAdd((data.Source.Name, data.Scale.Fit), true))
            warn(warning);
        return data;
    }
}
