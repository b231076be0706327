using Engine.Networks;

namespace Engine.Training;

/// <summary>Trains the networks of a stack one after another.</summary>
public sealed class OneByOneSession : ITrainingSession
{
    private readonly List<ITrainedModel> _models = [];
    private readonly EpochOutcomes _outcomes;
    private readonly IDisposable? _shared;

    /// <param name="create">Makes the model of a job.</param>
    /// <param name="shared">What all models use; it is disposed of after them.</param>
    /// <exception cref="UserErrorException">A job does not suit the data.</exception>
    public OneByOneSession(
        IReadOnlyList<TrainingJob> stack, TrainingContext context, Func<TrainingJob, ITrainedModel> create, IDisposable? shared = null)
    {
        ArgumentNullException.ThrowIfNull(stack);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(create);
        (_shared, _outcomes) = (shared, new EpochOutcomes(stack.Count));
        try
        {
            foreach (var job in stack)
                TrainingCheck.Require(job, context.Data);
            foreach (var job in stack)
                _models.Add(create(job));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int Epoch => _outcomes.Epoch;

    public IReadOnlyList<EpochOutcome> RunEpoch(CancellationToken cancellation) =>
        _outcomes.Finish(i => _models[i].RunEpoch(Epoch, cancellation));

    public void Leave(int index) => _models[index].Leave();

    public Network Snapshot(int index) => _models[index].Snapshot();

    public void Save(BinaryWriter state)
    {
        _outcomes.Save(state);
        foreach (var model in _models)
            model.Save(state);
    }

    public void Load(BinaryReader state)
    {
        _outcomes.Load(state);
        foreach (var model in _models)
            model.Load(state);
    }

    public void Dispose()
    {
        foreach (var model in _models)
            model.Dispose();
        _shared?.Dispose();
    }
}

/// <summary>One network in training.</summary>
public interface ITrainedModel : IDisposable
{
    /// <summary>Trains what is left of an epoch.</summary>
    /// <param name="epoch">0-based.</param>
    EpochOutcome RunEpoch(int epoch, CancellationToken cancellation);

    /// <summary>Trains no further.</summary>
    void Leave();

    /// <summary>The parameters as they are, in float32.</summary>
    /// <exception cref="UserErrorException">It has diverged or was left.</exception>
    Network Snapshot();

    /// <summary>Parameters, what the optimizer keeps of them, running statistics, and the place in the epoch.</summary>
    void Save(BinaryWriter state);

    /// <exception cref="InvalidDataException">It is of another job.</exception>
    void Load(BinaryReader state);
}
