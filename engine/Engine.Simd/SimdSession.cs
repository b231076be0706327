using Engine.Networks;
using Engine.Numerics;
using Engine.Training;

namespace Engine.Simd;

/// <summary>Trains the networks of a stack one after another, each on all threads of the session.</summary>
internal sealed class SimdSession : ITrainingSession
{
    private readonly WorkerTeam _team;
    private readonly ISimdModel[] _models;

    public SimdSession(IReadOnlyList<TrainingJob> stack, TrainingContext context, VectorWidth width)
    {
        foreach (var job in stack)
            TrainingCheck.Require(job, context.Data, TrainingAbilities.Noise | TrainingAbilities.Bottleneck);
        _team = new WorkerTeam(context.Threads);
        _models = [.. stack.Select(job => SimdModels.Create(job, context.Data, _team, width))];
    }

    public int Epoch { get; private set; }

    public IReadOnlyList<EpochOutcome> RunEpoch(CancellationToken cancellation)
    {
        var outcomes = new EpochOutcome[_models.Length];
        for (var i = 0; i < _models.Length; i++)
            outcomes[i] = _models[i].RunEpoch(Epoch, cancellation);
        Epoch++;
        return outcomes;
    }

    public Network Snapshot(int index) => _models[index].Snapshot();

    public void Dispose()
    {
        foreach (var model in _models)
            model.Dispose();
        _team.Dispose();
    }
}
