using System.Runtime.Intrinsics;
using Engine.Data;
using Engine.Networks;
using Engine.Numerics;
using Engine.Training;

namespace Engine.Simd;

/// <summary>The trainer of our own: this machine's cores and vector units, no package.</summary>
public sealed class SimdTrainer(VectorWidth width) : ITrainer
{
    public SimdTrainer() : this(VectorWidths.Widest) { }

    public string Name => "simd";

    public Availability Availability => Availability.Yes($"{Environment.ProcessorCount} cores, {InstructionSet}");

    public string InstructionSet => VectorWidths.NameOf(width);

    public int StackLimit => 1;

    public ITrainingSession Open(IReadOnlyList<TrainingJob> stack, TrainingContext context) => new SimdSession(stack, context, width);
}

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
            TrainingCheck.Require(job, context.Data);
        _team = new WorkerTeam(context.Threads, LongestPause);
        _models = [.. stack.Select(job => SimdModels.Create(job, context.Data, _team, width))];
        _outcomes = new EpochOutcomes(stack.Count);
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
        _team.Dispose();
    }
}

/// <summary>Chooses the model compiled for a vector width.</summary>
internal static class SimdModels
{
    public static ISimdModel Create(TrainingJob job, DataSplits data, WorkerTeam team, VectorWidth width) => width switch
    {
        VectorWidth.Bits512 => new SimdModel<Lanes512, Vector512<float>>(job, data, team, width),
        VectorWidth.Bits256 => new SimdModel<Lanes256, Vector256<float>>(job, data, team, width),
        _ => new SimdModel<Lanes128, Vector128<float>>(job, data, team, width),
    };
}

/// <summary>One network in training, whatever the vector width.</summary>
internal interface ISimdModel : IDisposable
{
    /// <summary>Trains what is left of an epoch.</summary>
    /// <param name="epoch">0-based.</param>
    EpochOutcome RunEpoch(int epoch, CancellationToken cancellation);

    /// <summary>Trains no further.</summary>
    void Leave();

    Network Snapshot();

    /// <summary>Parameters, what the optimizer keeps of them, running statistics, and the place in the epoch.</summary>
    void Save(BinaryWriter state);

    /// <exception cref="InvalidDataException">It is of another job.</exception>
    void Load(BinaryReader state);
}
