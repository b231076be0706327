using System.Runtime.Intrinsics;
using Engine.Data;
using Engine.Numerics;
using Engine.Training;

namespace Engine.Simd;

/// <summary>The trainer of our own: this machine's cores and vector units, no package.</summary>
public sealed class SimdTrainer(VectorWidth width) : ITrainer
{
    /// <summary>Microseconds: in a step of a small network one thread works alone for up to 100.</summary>
    private const int LongestPause = 200;

    public SimdTrainer() : this(VectorWidths.Widest) { }

    public string Name => "simd";

    public Availability Availability => Availability.Yes($"{Environment.ProcessorCount} cores, {InstructionSet}");

    public string InstructionSet => VectorWidths.NameOf(width);

    public int StackLimit => 1;

    /// <summary>Each network of the stack is trained on all threads of the session.</summary>
    public ITrainingSession Open(IReadOnlyList<TrainingJob> stack, TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var team = new WorkerTeam(context.Threads, LongestPause);
        return new OneByOneSession(stack, context, job => SimdModels.Create(job, context.Data, team, width), team);
    }
}

/// <summary>Chooses the model compiled for a vector width.</summary>
internal static class SimdModels
{
    public static ITrainedModel Create(TrainingJob job, DataSplits data, WorkerTeam team, VectorWidth width) => width switch
    {
        VectorWidth.Bits512 => new SimdModel<Lanes512, Vector512<float>>(job, data, team, width),
        VectorWidth.Bits256 => new SimdModel<Lanes256, Vector256<float>>(job, data, team, width),
        _ => new SimdModel<Lanes128, Vector128<float>>(job, data, team, width),
    };
}
