using System.Diagnostics;
using Engine.Data;
using Engine.Inference;
using Engine.Networks;

namespace Engine.Training.Reference;

/// <summary>One network in training.</summary>
internal sealed class ReferenceModel : ITrainedModel
{
    private readonly TrainingJob _job;
    private readonly DataSplits _data;
    private readonly ReferenceNetwork _network;
    private readonly IReferenceOptimizer _optimizer;
    private readonly DropoutRule? _dropout;
    private readonly EpochPlace _place = new();
    private long _steps;
    private string? _failure;

    public ReferenceModel(TrainingJob job, DataSplits data)
    {
        (_job, _data) = (job, data);
        var options = job.Options;
        var bottleneck = options.Objective == ObjectiveKind.CrossEntropy ? null : new ReferenceBottleneck(options, job.Shape, job.Seed);
        _network = new ReferenceNetwork(InitialNetwork.Create(job.Shape, options.Initialization, job.Seed), bottleneck);
        _optimizer = options.Optimizer switch
        {
            OptimizerKind.Adam => new ReferenceAdam(),
            OptimizerKind.Sgd => new ReferenceSgd(options.Momentum),
            _ => new ReferenceSgld(options, job.Seed, _network.Layers),
        };
        _dropout = DropoutRule.Of(job);
    }

    public void Leave() => _failure ??= Divergence.LeftOut;

    /// <summary>The float64 parameters, rounded to float32.</summary>
    public Network Snapshot() => _failure is null ? _network.Round() : throw Divergence.NoNetwork(_failure);

    public EpochOutcome RunEpoch(int epoch, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var training = _failure is null ? Train(epoch, started, cancellation) : null;
        var record = training is null ? null : Evaluate(epoch, training);
        var seconds = _place.Seconds + Stopwatch.GetElapsedTime(started).TotalSeconds;
        _place.Clear();
        return new EpochOutcome(record is null ? null : record with { Seconds = seconds }, _failure);
    }

    public void Save(BinaryWriter state)
    {
        state.Write(_steps);
        state.WriteText(_failure);
        _place.Save(state);
        foreach (var block in Blocks())
            state.WriteBlock<double>(block);
        _optimizer.Save(state);
    }

    public void Load(BinaryReader state)
    {
        _steps = state.ReadInt64();
        _failure = state.ReadText();
        _place.Load(state);
        foreach (var block in Blocks())
            state.ReadBlock<double>(block);
        _optimizer.Load(state, _network.Parameters);
    }

    public void Dispose()
    {
        // Nothing but managed arrays.
    }

    private IEnumerable<double[]> Blocks() => _network.Parameters.Concat(
        _network.Layers
            .Select(layer => layer.Normalization)
            .OfType<ReferenceNormalization>()
            .SelectMany(norm => new[] { norm.RunningMean, norm.RunningVariance }));

    /// <summary>Trains the rest of the epoch; null where training diverged.</summary>
    private Evaluation? Train(int epoch, long started, CancellationToken cancellation)
    {
        foreach (var rows in BatchOrder.Of(_job.Seed, epoch, _data.Train.Samples).Skip(_place.Samples).Chunk(_job.Options.BatchSize))
        {
            if (cancellation.IsCancellationRequested)
                _place.Seconds += Stopwatch.GetElapsedTime(started).TotalSeconds;
            cancellation.ThrowIfCancellationRequested();
            var batch = Step(rows);
            _place.Add(rows.Length, batch.Sum, batch.Correct);
            if (!double.IsFinite(batch.Sum))
            {
                Fail(epoch, $"the loss is {batch.Sum}");
                return null;
            }
        }
        return Evaluation.From(_place.Loss, _place.Correct, _data.Train.Samples);
    }

    private ReferenceLoss Step(int[] rows)
    {
        double[][] inputs = [.. rows.Select(row => Read(_data.Train.Features, row).Select(x => (double)x).ToArray())];
        byte[] labels = [.. rows.Select(row => _data.Train.Labels[row])];
        var gradient = _network.Gradient(inputs, labels, _job.Options.L2, _dropout, _steps, _job.Options.L2On);
        for (var i = 0; i < gradient.Statistics.Length; i++)
        {
            if (gradient.Statistics[i] is { } statistics)
                _network.Layers[i].Normalization!.Follow(statistics);
        }
        var rate = _job.Options.LearningRate * _job.Options.RateFactor(_steps, _data.Train.Samples);
        _optimizer.Apply(_network.Parameters, gradient.Blocks, rate);
        _steps++;
        return gradient.Loss;
    }

    private EpochRecord? Evaluate(int epoch, Evaluation training)
    {
        try
        {
            var pass = new ReferencePass(Snapshot().ForInference());
            Evaluation validation = Evaluate(pass, _data.Validation), test = Evaluate(pass, _data.Test);
            if ((Divergence.In("validation", validation, _data.Validation.Samples)
                ?? Divergence.In("test", test, _data.Test.Samples)) is not { } finding)
                return new EpochRecord(epoch + 1, training, validation, test, 0);
            Fail(epoch, finding);
        }
        catch (UserErrorException notFinite)
        {
            Fail(epoch, $"{notFinite.Message}; the training loss was {training.Loss}");
        }
        return null;
    }

    private Evaluation Evaluate(ReferencePass pass, LabelledData data)
    {
        bool[][] none = [.. _job.Shape.Hidden.Select(width => new bool[width])];
        var (loss, correct) = (0.0, 0L);
        for (var row = 0; row < data.Samples; row++)
        {
            var score = ReferencePass.Score(pass.Logits(Read(data.Features, row), none), data.Labels[row]);
            loss += score.Loss;
            correct += score.Predicted == data.Labels[row] ? 1 : 0;
        }
        return Evaluation.From(loss, correct, data.Samples);
    }

    private void Fail(int epoch, string finding) => _failure = Divergence.Describe(epoch + 1, _steps, finding, _job.Options.LearningRate);

    private static float[] Read(Features features, int row)
    {
        var values = new float[features.Inputs];
        features.Read(row, values);
        return values;
    }
}
