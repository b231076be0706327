using System.Collections.Immutable;
using Engine.Networks;
using Engine.Training;

namespace Harness.Specs.Rules;

/// <summary>Settings of training that depend on each other.</summary>
internal static class TrainingRules
{
    public static ImmutableArray<SpecRule> All { get; } =
    [
        new(["training.momentum", "training.optimizer"], MomentumNeedsSgd),
        new(["training.batch_norm", "training.batch_size"], BatchNormNeedsBatches),
        new(["training.initialization", "network.activation", "network.model"], DefaultInitialization),
    ];

    private static RunSpec MomentumNeedsSgd(RunSpec spec, RuleScope scope)
    {
        if (scope.IsGiven("training.momentum") && spec.Training.Optimizer != OptimizerKind.Sgd)
            scope.Error("training.momentum", $"training.momentum belongs to optimizer: sgd; the optimizer is {SpecChoices.Optimizer.NameOf(spec.Training.Optimizer)}");
        return spec;
    }

    private static RunSpec BatchNormNeedsBatches(RunSpec spec, RuleScope scope)
    {
        if (spec.BatchNorm && spec.Training.BatchSize < 2)
            scope.Error("training.batch_size", "training.batch_size must be at least 2 with batch_norm: one sample has no variance");
        return spec;
    }

    private static RunSpec DefaultInitialization(RunSpec spec, RuleScope scope)
    {
        var rectifying = spec.Network.Model != NetworkModel.Logistic && spec.Network.Activation is (Activation.Relu or Activation.LeakyRelu);
        return scope.IsGiven("training.initialization") || rectifying
            ? spec
            : spec with { Training = spec.Training with { Initialization = Initialization.Glorot } };
    }
}
