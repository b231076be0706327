using Engine.Networks;

namespace Engine.Training.Reference;

/// <summary>Trains the networks of a stack one after another.</summary>
internal sealed class ReferenceSession : ITrainingSession
{
    private readonly ReferenceModel[] _models;
    private readonly EpochOutcomes _outcomes;

    public ReferenceSession(IReadOnlyList<TrainingJob> stack, TrainingContext context)
    {
        foreach (var job in stack)
            TrainingCheck.Require(job, context.Data);
        _models = [.. stack.Select(job => new ReferenceModel(job, context.Data))];
        _outcomes = new EpochOutcomes(stack.Count);
    }

    public int Epoch => _outcomes.Epoch;

    public IReadOnlyList<EpochOutcome> RunEpoch(CancellationToken cancellation) =>
        _outcomes.Finish(i => _models[i].RunEpoch(Epoch, cancellation));

    public void Leave(int index) => _models[index].Leave();

    /// <summary>The float64 parameters, rounded to float32.</summary>
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
        // Nothing but managed arrays.
    }
}
