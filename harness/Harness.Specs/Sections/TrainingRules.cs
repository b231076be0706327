using System.Collections.Immutable;
using Engine.Networks;
using Engine.Training;

namespace Harness.Specs.Sections;

/// <summary>Settings of training that depend on each other.</summary>
internal static class TrainingRules
{
    public static ImmutableArray<SpecRule> All { get; } =
    [
        new(["training.momentum", "training.optimizer"], MomentumNeedsSgd),
        new(["training.batch_norm", "training.batch_size"], BatchNormNeedsBatches),
        new(["training.dropout", "network.hidden", "network.model"], DropoutFitsTheLayers),
        new(["training.initialization", "network.activation", "network.model"], DefaultInitialization),
        new(["training.patience", "training.validation"], PatienceNeedsValidation),
        .. ScheduleSection.Rules, .. NoiseRules.All, .. ObjectiveRules.All,
    ];

    private static RunSpec MomentumNeedsSgd(RunSpec spec, RuleScope scope)
    {
        if (scope.IsGiven("training.momentum") && spec.Training.Optimizer != OptimizerKind.Sgd)
            scope.Error("training.momentum", $"training.momentum belongs to optimizer: sgd; the optimizer is {NameOf(spec)}");
        return spec;
    }

    internal static string NameOf(RunSpec spec) => SpecChoices.Optimizer.NameOf(spec.Training.Optimizer);

    private static RunSpec BatchNormNeedsBatches(RunSpec spec, RuleScope scope)
    {
        if (spec.BatchNorm && spec.Training.BatchSize < 2)
            scope.Error("training.batch_size", "training.batch_size must be at least 2 with batch_norm: one sample has no variance");
        return spec;
    }

    private static RunSpec PatienceNeedsValidation(RunSpec spec, RuleScope scope)
    {
        if (spec.Training.Patience > 0 && spec.Validation == 0)
            scope.Error(
                "training.patience",
                $"training.patience is {spec.Training.Patience} and training.validation 0; "
                + "early stopping needs validation samples: hold some out, or remove patience");
        return spec;
    }

    private static RunSpec DropoutFitsTheLayers(RunSpec spec, RuleScope scope)
    {
        var (rates, layers) = (spec.Training.Dropout.Values.Length, spec.Network.Hidden.Length);
        if (rates > 1 && layers > 0 && rates != layers)
            scope.Error(
                "training.dropout",
                $"training.dropout has {rates} numbers and network.hidden {layers}; it must have one for each hidden layer, "
                + "or be one number");
        return spec;
    }

    private static RunSpec DefaultInitialization(RunSpec spec, RuleScope scope)
    {
        var rectifying = spec.Network.Model != NetworkModel.Logistic
            && ActivationFunction.Of(spec.Network.Activation).IsRectifying;
        return scope.IsGiven("training.initialization") || rectifying
            ? spec
            : spec with { Training = spec.Training with { Initialization = Initialization.Glorot } };
    }
}

/// <summary>The options of Langevin training.</summary>
internal static class NoiseRules
{
    private const string Optimizer = "training.optimizer", Noise = "training.noise", Clip = "training.clip";
    private const string BatchNorm = "training.batch_norm";

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
            scope.Error(path, $"{path} belongs to optimizer: sgld; the optimizer is {TrainingRules.NameOf(spec)}");
        return spec;
    }

    private static RunSpec NoBatchNorm(RunSpec spec, RuleScope scope)
    {
        if (spec.BatchNorm && spec.Training.Optimizer == OptimizerKind.Sgld)
            scope.Error(
                BatchNorm, $"{BatchNorm} does not go with optimizer: sgld: its running statistics follow the samples without noise");
        return spec;
    }
}

/// <summary>The demands of information-bottleneck objectives on other settings.</summary>
internal static class ObjectiveRules
{
    private const string Objective = "training.objective", Beta = "training.beta", Noise = "training.bottleneck_noise";

    public static ImmutableArray<SpecRule> All { get; } =
    [
        new([Objective, Beta], BetaGoesWithABottleneck),
        new([Objective, Noise], NoiseGoesWithNonlinear),
        Excludes(
            "network.model",
            spec => spec.Network.Model == NetworkModel.Logistic,
            "network.model: logistic, which has no hidden layer to hold the code"),
        Excludes("training.dropout", spec => spec.Training.Dropout.IsOn, "training.dropout: the code has noise of its own"),
        Excludes("training.optimizer", spec => spec.Training.Optimizer == OptimizerKind.Sgld, "optimizer: sgld; choose adam or sgd"),
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

    private static SpecRule Excludes(string key, Func<RunSpec, bool> found, string what) => new([Objective, key], (spec, scope) =>
    {
        if (found(spec) && !IsPlain(spec))
            scope.Error(Objective, $"objective: {NameOf(spec)} does not go with {what}");
        return spec;
    });

    private static bool IsPlain(RunSpec spec) => spec.Training.Objective == ObjectiveKind.CrossEntropy;

    private static string NameOf(RunSpec spec) => SpecChoices.Objective.NameOf(spec.Training.Objective);
}
