using Engine.Networks;

namespace Engine.Training.Reference;

/// <summary>Trains the networks of a stack one after another.</summary>
internal sealed class ReferenceSession : ITrainingSession
{
    private readonly ReferenceModel[] _models;

    public ReferenceSession(IReadOnlyList<TrainingJob> stack, TrainingContext context)
    {
        foreach (var job in stack)
            TrainingCheck.Require(job, context.Data, TrainingAbilities.Noise | TrainingAbilities.Bottleneck);
        _models = [.. stack.Select(job => new ReferenceModel(job, context.Data))];
    }

    public int Epoch { get; private set; }

    public IReadOnlyList<EpochOutcome> RunEpoch(CancellationToken cancellation)
    {
        EpochOutcome[] outcomes = [.. _models.Select(model => model.RunEpoch(Epoch, cancellation))];
        Epoch++;
        return outcomes;
    }

    /// <summary>The float64 parameters, rounded to float32.</summary>
    public Network Snapshot(int index) => _models[index].Snapshot();

    public void Dispose()
    {
        // Nothing but managed arrays.
    }
}
