using System.Collections.Immutable;
using Engine.Training;

namespace Harness.Specs.Rules;

/// <summary>What belongs to Langevin training.</summary>
internal static class NoiseRules
{
    private const string Optimizer = "training.optimizer", Noise = "training.noise", Clip = "training.clip", BatchNorm = "training.batch_norm";

    public static ImmutableArray<SpecRule> All { get; } =
    [
        new([Noise, Optimizer], (spec, scope) => GoesWithSgld(spec, scope, Noise, "the standard deviation of the noise of each step")),
        new([Clip, Optimizer], (spec, scope) => GoesWithSgld(spec, scope, Clip, "the longest gradient that a step follows unscaled")),
        new([BatchNorm, Optimizer], NoBatchNorm),
    ];

    private static RunSpec GoesWithSgld(RunSpec spec, RuleScope scope, string path, string what)
    {
        var langevin = spec.Training.Optimizer == OptimizerKind.Sgld;
        if (langevin && !scope.IsGiven(path))
            scope.Error(path, $"{path} is required with optimizer: sgld: {what}");
        else if (!langevin && scope.IsGiven(path))
            scope.Error(path, $"{path} belongs to optimizer: sgld; the optimizer is {SpecChoices.Optimizer.NameOf(spec.Training.Optimizer)}");
        return spec;
    }

    private static RunSpec NoBatchNorm(RunSpec spec, RuleScope scope)
    {
        if (spec.BatchNorm && spec.Training.Optimizer == OptimizerKind.Sgld)
            scope.Error(BatchNorm, $"{BatchNorm} does not go with optimizer: sgld: its running statistics follow the samples without noise");
        return spec;
    }
}
