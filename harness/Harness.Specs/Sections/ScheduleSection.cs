using System.Collections.Immutable;
using Engine.Training;
using Harness.Specs.Keys;
using Harness.Specs.Types;

namespace Harness.Specs.Sections;

/// <summary>The keys of the section <c>training</c> that say how the learning rate changes, and their rules.</summary>
internal static class ScheduleSection
{
    private const string Schedule = "training.schedule", Warmup = "training.warmup", Epochs = "training.epochs";
    private const string StepEpochs = "training.step_epochs", StepFactor = "training.step_factor";

    private const int MostSteps = 100;

    public static ImmutableArray<RunKey> Keys { get; } =
    [
        new RunKey<ScheduleKind>(Schedule, SpecChoices.Schedule,
            "How the learning rate goes on after its warm-up: it stays, is multiplied by step_factor after step_epochs, or falls along "
            + "half a cosine to 0 at the end.",
            spec => spec.Training.Schedule.Kind, (spec, value) => With(spec, schedule => schedule with { Kind = value }))
            {
                AppliesTo = spec => spec.Training.Schedule.Kind != ScheduleKind.Constant,
                AlsoCalled = ["lr_schedule", "scheduler"],
                Label = "",
            },
        new RunKey<int>(Warmup, new WholeType(0, 1_000_000),
            "Epochs in which the learning rate rises to its full height, step by step.",
            spec => spec.Training.Schedule.Warmup, (spec, value) => With(spec, schedule => schedule with { Warmup = value }))
            { AppliesTo = spec => spec.Training.Schedule.Warmup > 0, AlsoCalled = ["warm_up", "warmup_epochs"] },
        new RunKey<ImmutableArray<int>>(StepEpochs, new ListType<int>(new WholeType(1, 1_000_000), 1, MostSteps) { IsSet = true },
            "After so many epochs each the learning rate is multiplied by step_factor; with schedule: step only.",
            spec => spec.Training.Schedule.Milestones,
            (spec, value) => With(spec, schedule => schedule with { Milestones = [.. value.Order()] }))
            { AppliesTo = IsStep, DefaultText = "required with schedule: step", AlsoCalled = ["milestones"] },
        new RunKey<double>(StepFactor, NumberType.Above(0), "What the learning rate is multiplied by; with schedule: step only.",
            spec => spec.Training.Schedule.Factor, (spec, value) => With(spec, schedule => schedule with { Factor = value }))
            { AppliesTo = IsStep, AlsoCalled = ["gamma", "lr_decay"] },
    ];

    public static ImmutableArray<SpecRule> Rules { get; } =
    [
        new([Schedule, StepEpochs, StepFactor], StepsGoWithStep),
        new([Warmup, Epochs], WarmupEndsInTime),
        new([StepEpochs, Epochs], StepsComeInTime),
    ];

    private static bool IsStep(RunSpec spec) => spec.Training.Schedule.Kind == ScheduleKind.Step;

    private static RunSpec With(RunSpec spec, Func<LearningRateSchedule, LearningRateSchedule> change) =>
        spec with { Training = spec.Training with { Schedule = change(spec.Training.Schedule) } };

    private static RunSpec StepsGoWithStep(RunSpec spec, RuleScope scope)
    {
        if (IsStep(spec) && !scope.IsGiven(StepEpochs))
            scope.Error(StepEpochs, $"{StepEpochs} is required with schedule: step: the epochs after which the learning rate changes");
        foreach (var key in new[] { StepEpochs, StepFactor }.Where(key => !IsStep(spec) && scope.IsGiven(key)))
            scope.Error(
                key, $"{key} belongs to schedule: step; {Schedule} is {SpecChoices.Schedule.NameOf(spec.Training.Schedule.Kind)}");
        return spec;
    }

    private static RunSpec WarmupEndsInTime(RunSpec spec, RuleScope scope)
    {
        var (warmup, epochs) = (spec.Training.Schedule.Warmup, spec.Training.Epochs);
        if (warmup > 0 && warmup >= epochs)
            scope.Error(Warmup, $"{Warmup} is {warmup} epochs and {Epochs} {epochs}; warm-up must end before training does");
        return spec;
    }

    private static RunSpec StepsComeInTime(RunSpec spec, RuleScope scope)
    {
        var (steps, epochs) = (spec.Training.Schedule.Milestones, spec.Training.Epochs);
        if (!steps.IsEmpty && steps[^1] >= epochs)
            scope.Error(StepEpochs, $"{StepEpochs} has {steps[^1]} and {Epochs} is {epochs}; each step must come before training ends");
        return spec;
    }
}
