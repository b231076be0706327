using System.Diagnostics;
using Engine.Networks;
using Engine.Torch.Dropout;
using Engine.Torch.Optimizers;
using Engine.Training;

namespace Engine.Torch.Stacks;

/// <summary>The step from a batch to new parameters, for all networks of a stack at once. A network's row never
/// meets another's, so one that diverges harms none; it is dropped at the epoch's end.</summary>
internal sealed class StackModel : IStackModel
{
    private readonly IReadOnlyList<TrainingJob> _jobs;
    private readonly DeviceData _data;
    private readonly StackParameters _parameters;
    private readonly IDropoutMasks? _dropout;
    private readonly IStackOptimizer _optimizer;
    private readonly StackCode? _code;
    private readonly StackNetwork _network;
    private readonly string?[] _failures;
    private readonly int _batch;
    private int[] _training;
    private long _steps;
    private EpochTally? _tally;
    private double _seconds;

    /// <param name="jobs">Of one shape, batch size, optimizer and objective, with L2 on the same parameters and one schedule.</param>
    public StackModel(IReadOnlyList<TrainingJob> jobs, DeviceData data)
    {
        (_jobs, _data) = (jobs, data);
        var options = jobs[0].Options;
        _batch = Math.Min(options.BatchSize, data.Train.Samples);
        _failures = new string?[jobs.Count];
        _training = [.. Enumerable.Range(0, jobs.Count)];
        var flushing = Flushing.On(data.Device);
        var layout = new StackLayout(jobs[0].Shape, options.Objective);
        var initial = jobs.Select(job => InitialNetwork.Create(job.Shape, job.Options.Initialization, job.Seed));
        _parameters = new StackParameters(layout, [.. initial], data.Device);
        _dropout = jobs.Any(job => job.Options.Drops) ? Masks(jobs, data.Device) : null;
        _code = options.Objective == ObjectiveKind.CrossEntropy ? null : new StackCode(jobs, layout, _parameters, flushing);
        _optimizer = options.Optimizer switch
        {
            OptimizerKind.Adam => new StackAdam(jobs, layout, _parameters.Values, flushing),
            OptimizerKind.Sgd => new StackSgd(jobs, layout, _parameters.Values, flushing),
            _ => new StackSgld(jobs, layout, _parameters.Values, flushing),
        };
        _network = new StackNetwork(layout, _parameters, _dropout, _code, flushing);
    }

    public IReadOnlyList<EpochOutcome> RunEpoch(int epoch, CancellationToken cancellation)
    {
        DropFailed();
        var outcomes = new EpochOutcome[_jobs.Count];
        if (_training.Length > 0)
            Advance(epoch, outcomes, cancellation);
        for (var i = 0; i < outcomes.Length; i++)
            outcomes[i] = _failures[i] is { } failure ? new EpochOutcome(null, failure) : outcomes[i];
        return outcomes;
    }

    public void Leave(int index, string reason) => _failures[index] ??= reason;

    public Network Snapshot(int index) => _failures[index] is { } failure
        ? throw Divergence.NoNetwork(failure)
        : _parameters.ToNetwork(Array.IndexOf(_training, index));

    public void Save(BinaryWriter state)
    {
        state.Write(_steps);
        foreach (var failure in _failures)
            state.WriteText(failure);
        state.Write(_seconds);
        state.Write(_training.Length);
        state.WriteBlock<int>(_training);
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
        _steps = state.ReadInt64();
        for (var i = 0; i < _failures.Length; i++)
            _failures[i] = state.ReadText();
        _seconds = state.ReadDouble();
        var rows = new int[state.ReadInt32()];
        state.ReadBlock<int>(rows);
        Keep(rows);
        if (_training.Length == 0)
            return;
        _parameters.Load(state);
        _optimizer.Load(state);
        if (!state.ReadBoolean())
            return;
        _tally = NewTally();
        _tally.Load(state);
    }

    public void Dispose()
    {
        _tally?.Dispose();
        _parameters.Dispose();
        _dropout?.Dispose();
        _code?.Dispose();
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
        var validation = _network.Evaluate(_data.Validation);
        var test = _network.Evaluate(_data.Test);
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
        var tally = _tally ??= NewTally();
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
        var (logits, penalty) = _network.Train(inputs, labels, _steps);
        var (losses, correct) = StackNetwork.Score(logits, labels);
        tally.Add(losses.detach(), correct);
        // A network's parameters are in no other's terms: the sum has the gradient of each.
        var objective = losses.sum().Times(1.0 / rows);
        var gradient = _parameters.Gradient(penalty is null ? objective : objective.Plus(penalty.sum()));
        _optimizer.Step(_parameters.Values, gradient, _jobs[0].Options.RateFactor(_steps, _data.Train.Samples));
        _steps++;
    }

    /// <summary>The fault that the epoch's last steps left in a network; null where all is well.</summary>
    private string? Finding(int row, bool finite, Evaluation training, Evaluation validation, Evaluation test)
    {
        try
        {
            // What is not finite may be an objective's own, and the network all right.
            if (!finite)
                _parameters.ToNetwork(row);
        }
        catch (UserErrorException notFinite)
        {
            return $"{notFinite.Message}; the training loss was {training.Loss}";
        }
        return Divergence.In("validation", validation, _data.Validation.Samples) ?? Divergence.In("test", test, _data.Test.Samples);
    }

    private void Fail(int row, int epoch, long step, string finding) =>
        _failures[_training[row]] = Divergence.Describe(epoch + 1, step, finding, _jobs[_training[row]].Options.LearningRate);

    private void DropFailed() =>
        Keep([.. Enumerable.Range(0, _training.Length).Where(row => _failures[_training[row]] is null)]);

    private void Keep(int[] kept)
    {
        if (kept.Length == _training.Length)
            return;
        _training = [.. kept.Select(row => _training[row])];
        if (kept.Length == 0)
            return;
        using var rows = HostTensors.ToDevice<int>(kept, torch.ScalarType.Int32, _data.Device, kept.Length);
        _parameters.Keep(rows);
        _optimizer.Keep(rows);
        _dropout?.Keep(kept);
        _code?.Keep(rows);
    }
}
