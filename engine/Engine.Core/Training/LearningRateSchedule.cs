using System.Collections.Immutable;

namespace Engine.Training;

/// <summary>How the learning rate changes during training: a factor of <see cref="TrainingOptions.LearningRate"/>, a function of the step
/// alone.</summary>
/// <remarks>With S steps in an epoch, E epochs and W of them warm-up, the factor of step t (0-based) is (t + 1) / (W S) for t below W S,
/// and behind that: constant 1; step factor^(number of milestones m with m S up to t); cosine
/// (1 + cos(pi (t - W S) / ((E - W) S))) / 2 (Loshchilov, Hutter, arXiv:1608.03983, without restarts).</remarks>
public sealed record LearningRateSchedule
{
    /// <summary>The learning rate as it is, in every step.</summary>
    public static LearningRateSchedule Constant { get; } = new();

    public ScheduleKind Kind { get; init; }

    /// <summary>Epochs in which the learning rate rises to its full height, step by step; 0 for none.</summary>
    public int Warmup { get; init; }

    /// <summary>Of <see cref="ScheduleKind.Step"/>: after so many epochs the learning rate is multiplied by <see cref="Factor"/>;
    /// ascending.</summary>
    public ImmutableArray<int> Milestones { get; init; } = [];

    public double Factor { get; init; } = 0.1;

    public bool IsConstant => Kind == ScheduleKind.Constant && Warmup == 0;

    /// <summary>The factor of a step.</summary>
    /// <param name="step">Steps taken before this one, over all epochs.</param>
    /// <param name="stepsPerEpoch">S.</param>
    /// <param name="epochs">E.</param>
    public double At(long step, long stepsPerEpoch, int epochs)
    {
        var warmup = Warmup * stepsPerEpoch;
        if (step < warmup)
            return (step + 1.0) / warmup;
        return Kind switch
        {
            ScheduleKind.Step => Math.Pow(Factor, Milestones.Count(epoch => epoch * stepsPerEpoch <= step)),
            ScheduleKind.Cosine => (1 + Math.Cos(Math.PI * (step - warmup) / ((epochs * stepsPerEpoch) - warmup))) / 2,
            _ => 1,
        };
    }

    public bool Equals(LearningRateSchedule? other) => other is not null
        && Kind == other.Kind && Warmup == other.Warmup && Factor.Equals(other.Factor) && Milestones.SequenceEqual(other.Milestones);

    public override int GetHashCode() => HashCode.Combine(Kind, Warmup, Milestones.Length, Factor);
}

/// <summary>How the learning rate goes on after its warm-up.</summary>
public enum ScheduleKind
{
    /// <summary>It stays.</summary>
    Constant,

    /// <summary>It is multiplied by a factor after given epochs.</summary>
    Step,

    /// <summary>It falls along half a cosine, to 0 at the end of training.</summary>
    Cosine,
}
