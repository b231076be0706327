using Engine.Networks;
using Engine.Numerics;
using Engine.Training;

namespace Engine.Simd;

/// <summary>Trains the networks of a stack one after another, each on all threads of the session.</summary>
internal sealed class SimdSession : ITrainingSession
{
    /// <summary>Microseconds: in a step of a small network one thread works alone for up to 100.</summary>
    private const int LongestPause = 200;

    private readonly WorkerTeam _team;
    private readonly ISimdModel[] _models;
    private readonly EpochOutcomes _outcomes;

    public SimdSession(IReadOnlyList<TrainingJob> stack, TrainingContext context, VectorWidth width)
    {
        foreach (var job in stack)
            TrainingCheck.Require(job, context.Data, TrainingAbilities.Noise | TrainingAbilities.Bottleneck);
        _team = new WorkerTeam(context.Threads, LongestPause);
        _models = [.. stack.Select(job => SimdModels.Create(job, context.Data, _team, width))];
        _outcomes = new EpochOutcomes(stack.Count);
    }

    public int Epoch => _outcomes.Epoch;

    public IReadOnlyList<EpochOutcome> RunEpoch(CancellationToken cancellation) => _outcomes.Finish(i => _models[i].RunEpoch(Epoch, cancellation));

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
        _team.Dispose();
    }
}
