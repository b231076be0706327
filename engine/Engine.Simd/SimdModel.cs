using System.Diagnostics;
using Engine.Data;
using Engine.Inference;
using Engine.Networks;
using Engine.Numerics;
using Engine.Simd.Live;
using Engine.Simd.Optimizers;
using Engine.Simd.Steps;
using Engine.Training;

namespace Engine.Simd;

/// <summary>One network in training: parameters, optimizer, and the step from a batch to new parameters.</summary>
internal sealed unsafe class SimdModel<TLanes, TVector> : ITrainedModel
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>How long before they are read the inputs of a sample are asked for: they lie anywhere in memory.</summary>
    private const int RowsAhead = 2;

    private readonly TrainingJob _job;
    private readonly DataSplits _data;
    private readonly WorkerTeam _team;
    private readonly VectorWidth _width;
    private readonly Parameters _parameters;
    private readonly PackedLayers _evaluated;
    private readonly BatchWorkspace _workspace;
    private readonly LiveWorkspace? _live;
    private readonly DropoutRule? _dropout;
    private readonly IOptimizer _optimizer;
    private readonly ForwardStep<TLanes, TVector> _forward;
    private readonly BackwardStep<TLanes, TVector> _backward;
    private readonly Action<int> _read;
    private readonly LossStep<TLanes, TVector> _loss;
    private readonly UpdateStep _update;
    private readonly int _batch;
    private readonly EpochPlace _place = new();
    private int[] _order = [];
    private int _rows;
    private long _steps;
    private string? _failure;

    public SimdModel(TrainingJob job, DataSplits data, WorkerTeam team, VectorWidth width)
    {
        (_job, _data, _team, _width) = (job, data, team, width);
        var options = job.Options;
        _batch = Math.Min(options.BatchSize, data.Train.Samples);
        _parameters = new Parameters(InitialNetwork.Create(job.Shape, options.Initialization, job.Seed), options.Objective);
        _evaluated = new PackedLayers(job.Shape);
        _dropout = DropoutRule.Of(job);
        _workspace = new BatchWorkspace(_parameters.Layout, _batch, _dropout);
        var decay = new L2Rule(options, _parameters.Layout);
        _optimizer = options.Optimizer switch
        {
            OptimizerKind.Adam => new Adam<TLanes, TVector>(_parameters.Layout.Length),
            OptimizerKind.Sgd => new Sgd<TLanes, TVector>(options, _parameters.Layout.Length),
            _ => new Sgld(options, job.Seed, _parameters.Layout, decay),
        };
        _loss = new LossStep<TLanes, TVector>(_workspace, data.Train.Labels, _batch);
        _update = new UpdateStep(_parameters, _optimizer, decay, team);
        var products = new TeamProduct(team, width);
        var gradients = new GradientProducts<TLanes, TVector>(_workspace, products, team);
        var bottleneck = options.Objective == ObjectiveKind.CrossEntropy
            ? null
            : new BottleneckStep<TLanes, TVector>(_parameters, _workspace, products, gradients, options, job.Seed);
        // An output of 0 has slope 0 only where the activation is ReLU; a code adds noise to it.
        _live = job.Shape.Activation == Activation.Relu && bottleneck is null ? new LiveWorkspace(job.Shape, _batch) : null;
        var live = _live is null ? null : new LiveProducts(_parameters, _workspace, _live, products, team, _update);
        _forward = new ForwardStep<TLanes, TVector>(_parameters, _workspace, products, _dropout, bottleneck, live, _loss.Run);
        _backward = new BackwardStep<TLanes, TVector>(_parameters, _workspace, gradients, bottleneck, live, _update);
        _read = Read;
    }

    public EpochOutcome RunEpoch(int epoch, CancellationToken cancellation)
    {
        if (_failure is not null)
            return new EpochOutcome(null, _failure);
        var started = Stopwatch.GetTimestamp();
        Train(epoch, started, cancellation);
        if (_failure is not null)
            return new EpochOutcome(null, _failure);
        var training = Evaluation.From(_place.Loss, _place.Correct, _data.Train.Samples);
        if (Evaluate(epoch, training) is not { } splits)
            return new EpochOutcome(null, _failure);
        var seconds = _place.Seconds + Stopwatch.GetElapsedTime(started).TotalSeconds;
        _place.Clear();
        return new EpochOutcome(new EpochRecord(epoch + 1, training, splits.Validation, splits.Test, seconds), null);
    }

    public void Leave() => _failure ??= Divergence.LeftOut;

    public Network Snapshot() => _failure is null ? _parameters.ToNetwork() : throw Divergence.NoNetwork(_failure);

    public void Save(BinaryWriter state)
    {
        state.Write(_steps);
        state.WriteText(_failure);
        _place.Save(state);
        _parameters.Save(state);
        _optimizer.Save(state);
    }

    public void Load(BinaryReader state)
    {
        _steps = state.ReadInt64();
        _failure = state.ReadText();
        _place.Load(state);
        _parameters.Load(state);
        _optimizer.Load(state);
    }

    public void Dispose()
    {
        _parameters.Dispose();
        _evaluated.Dispose();
        _workspace.Dispose();
        _live?.Dispose();
        _optimizer.Dispose();
    }

    /// <summary>Validation and test after the epoch; null, with the failure set,
    /// where the epoch's last steps made the network useless.</summary>
    private (Evaluation Validation, Evaluation Test)? Evaluate(int epoch, Evaluation training)
    {
        try
        {
            // Of parameters that are no numbers the network's own check says which.
            if (!_parameters.Pack(_evaluated))
                Snapshot().ForInference();
            var validation = Evaluator.Evaluate(_evaluated, _data.Validation, _team, _width);
            var test = Evaluator.Evaluate(_evaluated, _data.Test, _team, _width);
            if ((Divergence.In("validation", validation, _data.Validation.Samples)
                ?? Divergence.In("test", test, _data.Test.Samples)) is not { } finding)
                return (validation, test);
            Fail(epoch, finding);
        }
        catch (UserErrorException notFinite)
        {
            Fail(epoch, $"{notFinite.Message}; the training loss was {training.Loss}");
        }
        return null;
    }

    private void Fail(int epoch, string finding) => _failure = Divergence.Describe(epoch + 1, _steps, finding, _job.Options.LearningRate);

    /// <summary>The steps that are left of the epoch.</summary>
    private void Train(int epoch, long started, CancellationToken cancellation)
    {
        _order = BatchOrder.Of(_job.Seed, epoch, _data.Train.Samples);
        while (_place.Samples < _order.Length)
        {
            if (cancellation.IsCancellationRequested)
                _place.Seconds += Stopwatch.GetElapsedTime(started).TotalSeconds;
            cancellation.ThrowIfCancellationRequested();
            _rows = Math.Min(_batch, _order.Length - _place.Samples);
            var result = Step(_order.AsMemory(_place.Samples, _rows));
            _place.Add(_rows, result.Loss, result.Correct);
            if (double.IsFinite(result.Loss))
                continue;
            Fail(epoch, $"the loss is {result.Loss}");
            return;
        }
    }

    private BatchLoss Step(ReadOnlyMemory<int> rows)
    {
        _team.Run(_team.Size, _read);
        _loss.Begin(rows);
        _forward.Run(rows.Length, _steps);
        _update.Begin(_job.Options.LearningRate * _job.Options.RateFactor(_steps, _data.Train.Samples));
        _backward.Run(rows.Span, _data.Train.Labels);
        _update.Finish();
        _steps++;
        return _loss.Sum();
    }

    /// <summary>One thread's share of the batch's inputs.</summary>
    private void Read(int part)
    {
        var features = _data.Train.Features;
        var order = _order.AsSpan(_place.Samples, _rows);
        var end = _rows * (part + 1) / _team.Size;
        for (var row = _rows * part / _team.Size; row < end; row++)
        {
            if (row + RowsAhead < end)
                features.Expect(order[row + RowsAhead]);
            features.Read(order[row], _workspace.Outputs[0][row]);
            if (_workspace.Factors[0] is { } factors)
                Drop(_workspace.Outputs[0], factors, row);
        }
    }

    private void Drop(RowMatrix inputs, RowMatrix factors, int row)
    {
        _dropout!.Fill(_steps, DropoutRule.Input, row, factors[row]);
        float* values = inputs.Row(row), factor = factors.Row(row);
        for (var i = 0; i < inputs.Columns; i += TLanes.Count)
            TLanes.Store(TLanes.Multiply(TLanes.Load(values + i), TLanes.Load(factor + i)), values + i);
    }
}
