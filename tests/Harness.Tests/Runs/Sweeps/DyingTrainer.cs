using Engine;
using Engine.Networks;
using Engine.Simd;
using Engine.Training;

namespace Harness.Tests.Runs.Sweeps;

/// <summary>A trainer whose sessions fail.</summary>
internal sealed class DyingTrainer : ITrainer
{
    private readonly SimdTrainer _trainer = new();

    /// <summary>Called when an epoch (0-based) of a stack begins.</summary>
    public Action<TrainingJob, int> Epoch { get; init; } = (_, _) => { };

    /// <summary>Called when the state of a stack is written.</summary>
    public Action Saving { get; init; } = () => { };

    public string Name => _trainer.Name;

    public Availability Availability => _trainer.Availability;

    public string InstructionSet => _trainer.InstructionSet;

    public int StackLimit => _trainer.StackLimit;

    public ITrainingSession Open(IReadOnlyList<TrainingJob> stack, TrainingContext context) =>
        new Session(this, stack[0], _trainer.Open(stack, context));

    private sealed class Session(DyingTrainer trainer, TrainingJob first, ITrainingSession session) : ITrainingSession
    {
        public int Epoch => session.Epoch;

        public IReadOnlyList<EpochOutcome> RunEpoch(CancellationToken cancellation)
        {
            trainer.Epoch(first, Epoch);
            return session.RunEpoch(cancellation);
        }

        public void Leave(int index) => session.Leave(index);

        public Network Snapshot(int index) => session.Snapshot(index);

        public void Save(BinaryWriter state)
        {
            trainer.Saving();
            session.Save(state);
        }

        public void Load(BinaryReader state) => session.Load(state);

        public void Dispose() => session.Dispose();
    }
}
