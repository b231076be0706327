using System.Diagnostics;
using Engine.Networks;
using Engine.Torch.Dropout;
using Engine.Torch.Optimizers;
using Engine.Torch.Steps;
using Engine.Training;

namespace Engine.Torch.Stacks;

/// <summary>The step from a batch to new parameters, for all networks of a stack at once. A network's row never meets another's, so one that diverges harms none; it is dropped at the epoch's end.</summary>
internal sealed class StackModel : IStackModel
{
    private readonly IReadOnlyList<TrainingJob> _jobs;
    private readonly DeviceData _data;
    private readonly StackParameters _parameters;
    private readonly IDropoutMasks? _dropout;
    private readonly IStackOptimizer _optimizer;
    private readonly ForwardStep _forward;
    private readonly BackwardStep _backward;
    private readonly StackEvaluator _evaluator;
    private readonly Flushing _flushing;
    private readonly string?[] _failures;
    private readonly int _batch;
    private int[] _training;
    private long _steps;
    private EpochTally? _tally;
    private double _seconds;

    /// <param name="jobs">Of one shape, batch size and optimizer.</param>
    public StackModel(IReadOnlyList<TrainingJob> jobs, DeviceData data)
    {
        (_jobs, _data) = (jobs, data);
        var options = jobs[0].Options;
        _batch = Math.Min(options.BatchSize, data.Train.Samples);
        _failures = new string?[jobs.Count];
        _training = [.. Enumerable.Range(0, jobs.Count)];
        _flushing = Flushing.On(data.Device);
        var layout = new StackLayout(jobs[0].Shape);
        _parameters = new StackParameters(layout, [.. jobs.Select(job => InitialNetwork.Create(job.Shape, job.Options.Initialization, job.Seed))], data.Device);
        _dropout = jobs.Any(job => job.Options.Dropout > 0) ? Masks(jobs, data.Device) : null;
        _optimizer = options.Optimizer switch
        {
            OptimizerKind.Adam => new StackAdam(jobs, _parameters.Values, _flushing),
            OptimizerKind.Sgd => new StackSgd(jobs, _parameters.Values, _flushing),
            _ => new StackSgld(jobs, _parameters, _flushing),
        };
        _forward = new ForwardStep(_parameters, _dropout, _flushing);
        _backward = new BackwardStep(_parameters, _flushing);
        _evaluator = new StackEvaluator(_forward, layout);
    }

    public IReadOnlyList<EpochOutcome> RunEpoch(int epoch, CancellationToken cancellation)
    {
        var outcomes = new EpochOutcome[_jobs.Count];
        if (_training.Length > 0)
            Advance(epoch, outcomes, cancellation);
        for (var i = 0; i < outcomes.Length; i++)
            outcomes[i] = _failures[i] is { } failure ? new EpochOutcome(null, failure) : outcomes[i];
        return outcomes;
    }

    public Network Snapshot(int index) => Array.IndexOf(_training, index) is >= 0 and var row
        ? _parameters.ToNetwork(row)
        : throw new UserErrorException($"there is no network any more: {_failures[index]}");

    public void Save(BinaryWriter state)
    {
        using var scope = torch.NewDisposeScope();
        state.Write(_steps);
        foreach (var failure in _failures)
            state.WriteText(failure);
        state.Write(_seconds);
        // With every network failed the rows are those of before, which nothing asks for.
        if (_training.Length == 0)
            return;
        _parameters.Save(state);
        _optimizer.Save(state);
        state.Write(_tally is not null);
        _tally?.Save(state);
    }

    public void Load(BinaryReader state)
    {
        using var scope = torch.NewDisposeScope();
        _steps = state.ReadInt64();
        for (var i = 0; i < _failures.Length; i++)
            _failures[i] = state.ReadText();
        _seconds = state.ReadDouble();
        DropFailed();
        if (_training.Length == 0)
            return;
        _parameters.Load(state);
        _optimizer.Load(state);
        if (!state.ReadBoolean())
            return;
        _tally = NewTally().DetachFromScope();
        _tally.Load(state);
    }

    public void Dispose()
    {
        _tally?.Dispose();
        _parameters.Dispose();
        _dropout?.Dispose();
        _optimizer.Dispose();
    }

    private static IDropoutMasks Masks(IReadOnlyList<TrainingJob> jobs, torch.Device device) =>
        device.type == DeviceType.CPU ? new HostMasks(jobs) : new DeviceMasks(jobs, device);

    private void Advance(int epoch, EpochOutcome[] outcomes, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var sums = Train(epoch, started, cancellation);
        var before = _steps - Batches;
        var finite = _parameters.AreFinite();
        var validation = _evaluator.Run(_data.Validation, _training.Length);
        var test = _evaluator.Run(_data.Test, _training.Length);
        // In a stack each network's share.
        var seconds = (_seconds + Stopwatch.GetElapsedTime(started).TotalSeconds) / _training.Length;
        _seconds = 0;
        for (var row = 0; row < _training.Length; row++)
        {
            var training = Evaluation.From(sums[row].Loss, sums[row].Correct, _data.Train.Samples);
            if (sums[row].Diverged is { } step)
                Fail(row, epoch, before + step + 1, $"the loss is {sums[row].Loss}");
            else if (Finding(row, finite[row], training, validation[row], test[row]) is { } finding)
                Fail(row, epoch, _steps, finding);
            outcomes[_training[row]] = new EpochOutcome(new EpochRecord(epoch + 1, training, validation[row], test[row], seconds), null);
        }
        DropFailed();
    }

    private int Batches => (_data.Train.Samples + _batch - 1) / _batch;

    private EpochTally NewTally() => new(Batches, _training.Length, _data.Device);

    /// <summary>The steps that are left of the epoch.</summary>
    private TrainingSum[] Train(int epoch, long started, CancellationToken cancellation)
    {
        using var scope = torch.NewDisposeScope();
        var samples = _data.Train.Samples;
        int[] order = [.. _training.SelectMany(net => BatchOrder.Of(_jobs[net].Seed, epoch, samples))];
        var orders = HostTensors.ToDevice<int>(order, torch.ScalarType.Int32, _data.Device, _training.Length, samples);
        var tally = _tally ??= NewTally().DetachFromScope();
        for (var first = tally.Steps * _batch; first < samples; first += _batch)
        {
            if (cancellation.IsCancellationRequested)
                _seconds += Stopwatch.GetElapsedTime(started).TotalSeconds;
            cancellation.ThrowIfCancellationRequested();
            Step(orders, first, Math.Min(_batch, samples - first), tally);
        }
        var sums = tally.Read();
        tally.Dispose();
        _tally = null;
        return sums;
    }

    /// <param name="orders">Which samples each network visits, int32 <c>[networks, samples]</c>.</param>
    private void Step(Tensor orders, int first, int rows, EpochTally tally)
    {
        using var scope = torch.NewDisposeScope();
        var chosen = orders.narrow(1, first, rows).reshape(-1);
        var inputs = _data.Train.Features.index_select(0, chosen).view(_training.Length, rows, -1);
        var labels = _data.Train.Labels.index_select(0, chosen).view(_training.Length, rows);
        var traces = _forward.Run(inputs, _steps);
        var loss = LossStep.Run(traces[^1].Output, labels, _flushing);
        tally.Add(loss);
        _optimizer.Step(_parameters.Values, _backward.Run(traces, loss.Errors));
        _steps++;
    }

    /// <summary>What the epoch's last steps did to a network; null where all is well.</summary>
    private string? Finding(int row, bool finite, Evaluation training, Evaluation validation, Evaluation test)
    {
        if (finite)
            return Divergence.In("validation", validation, _data.Validation.Samples) ?? Divergence.In("test", test, _data.Test.Samples);
        try
        {
            _parameters.ToNetwork(row);
            return null;
        }
        catch (UserErrorException notFinite)
        {
            return $"{notFinite.Message}; the training loss was {training.Loss}";
        }
    }

    private void Fail(int row, int epoch, long step, string finding) =>
        _failures[_training[row]] = Divergence.Describe(epoch + 1, step, finding, _jobs[_training[row]].Options.LearningRate);

    private void DropFailed()
    {
        int[] kept = [.. Enumerable.Range(0, _training.Length).Where(row => _failures[_training[row]] is null)];
        if (kept.Length == _training.Length)
            return;
        _training = [.. kept.Select(row => _training[row])];
        if (kept.Length == 0)
            return;
        using var rows = HostTensors.ToDevice<int>(kept, torch.ScalarType.Int32, _data.Device, kept.Length);
        _parameters.Keep(rows);
        _optimizer.Keep(rows);
        _dropout?.Keep(kept);
    }
}
