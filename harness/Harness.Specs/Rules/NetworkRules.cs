using System.Collections.Immutable;

namespace Harness.Specs.Rules;

/// <summary>Hidden layers or logistic regression, and what has no meaning without hidden layers.</summary>
internal static class NetworkRules
{
    private const string Hidden = "network.hidden", Model = "network.model";

    /// <summary>Those that hold for a trained network too.</summary>
    public static ImmutableArray<SpecRule> ForAnalysis { get; } = [new(["input.mean", "input.std"], SameChannels)];

    public static ImmutableArray<SpecRule> All { get; } =
    [
        new([Hidden, Model], OneOfBoth),
        new([Model, "network.activation"], (spec, scope) => OnlyWithHidden(spec, scope, "network.activation", scope.IsGiven("network.activation"))),
        new([Model, "training.dropout"], (spec, scope) => OnlyWithHidden(spec, scope, "training.dropout", spec.Training.Dropout > 0)),
        new([Model, "training.batch_norm"], (spec, scope) => OnlyWithHidden(spec, scope, "training.batch_norm", spec.BatchNorm)),
        .. ForAnalysis,
    ];

    private static RunSpec OneOfBoth(RunSpec spec, RuleScope scope)
    {
        var logistic = spec.Network.Model == NetworkModel.Logistic;
        if (logistic && !spec.Network.Hidden.IsEmpty)
            scope.Error(Hidden, "network.hidden and network.model: logistic exclude each other; keep one");
        else if (!logistic && !scope.IsGiven(Hidden))
            scope.Error(Hidden, "network.hidden is required: the widths of the hidden layers, e.g. network: {hidden: [100, 100]}; or network: {model: logistic}");
        else if (!logistic && spec.Network.Hidden.IsEmpty)
            scope.Error(Hidden, "network.hidden is an empty list; it must have at least one width, unless network.model is logistic");
        return spec;
    }

    private static RunSpec OnlyWithHidden(RunSpec spec, RuleScope scope, string path, bool used)
    {
        if (used && spec.Network.Model == NetworkModel.Logistic)
            scope.Error(path, $"{path} has no meaning with network.model: logistic, which has no hidden layer; remove it");
        return spec;
    }

    private static RunSpec SameChannels(RunSpec spec, RuleScope scope)
    {
        var (mean, std) = (spec.Input.Mean.Length, spec.Input.Std.Length);
        if (mean > 1 && std > 1 && mean != std)
            scope.Error("input.std", $"input.mean has {mean} channels and input.std {std}; they must have as many, or one number");
        return spec;
    }
}
