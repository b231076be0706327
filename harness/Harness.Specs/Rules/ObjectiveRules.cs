using System.Collections.Immutable;
using Engine.Training;

namespace Harness.Specs.Rules;

/// <summary>What information-bottleneck objectives ask of other settings.</summary>
internal static class ObjectiveRules
{
    private const string Objective = "training.objective", Beta = "training.beta", Noise = "training.bottleneck_noise";

    public static ImmutableArray<SpecRule> All { get; } =
    [
        new([Objective, Beta], BetaGoesWithABottleneck),
        new([Objective, Noise], NoiseGoesWithNonlinear),
        new([Objective, "network.model"], (spec, scope) => Excludes(spec, scope, spec.Network.Model == NetworkModel.Logistic, "network.model: logistic, which has no hidden layer to hold the code")),
        new([Objective, "training.dropout"], (spec, scope) => Excludes(spec, scope, spec.Training.Dropout > 0, "training.dropout: the code has noise of its own")),
        new([Objective, "training.optimizer"], (spec, scope) => Excludes(spec, scope, spec.Training.Optimizer == OptimizerKind.Sgld, "optimizer: sgld; choose adam or sgd")),
    ];

    private static RunSpec BetaGoesWithABottleneck(RunSpec spec, RuleScope scope)
    {
        if (IsPlain(spec) && scope.IsGiven(Beta))
            scope.Error(Beta, $"{Beta} belongs to the objectives vib, nonlinear-ib and ceb; {Objective} is cross-entropy");
        else if (!IsPlain(spec) && !scope.IsGiven(Beta))
            scope.Error(Beta, $"{Beta} is required with objective: {NameOf(spec)}: the price of a nat of information");
        return spec;
    }

    private static RunSpec NoiseGoesWithNonlinear(RunSpec spec, RuleScope scope)
    {
        if (spec.Training.Objective != ObjectiveKind.NonlinearIb && scope.IsGiven(Noise))
            scope.Error(Noise, $"{Noise} belongs to objective: nonlinear-ib; {Objective} is {NameOf(spec)}");
        return spec;
    }

    private static RunSpec Excludes(RunSpec spec, RuleScope scope, bool found, string what)
    {
        if (found && !IsPlain(spec))
            scope.Error(Objective, $"objective: {NameOf(spec)} does not go with {what}");
        return spec;
    }

    private static bool IsPlain(RunSpec spec) => spec.Training.Objective == ObjectiveKind.CrossEntropy;

    private static string NameOf(RunSpec spec) => SpecChoices.Objective.NameOf(spec.Training.Objective);
}
