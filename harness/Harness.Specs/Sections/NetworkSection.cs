using System.Collections.Immutable;
using Engine.Data;
using Harness.Specs.Keys;
using Harness.Specs.Types;

namespace Harness.Specs.Sections;

/// <summary>The section <c>input</c>: the scaling of inputs before the network.</summary>
internal static class InputSection
{
    private const string Fit = "input.fit", Mean = "input.mean", Std = "input.std";

    public static ImmutableArray<RunKey> Keys { get; } =
    [
        new RunKey<InputFit>(Fit, SpecChoices.InputFit,
            "Mean and deviation fitted on the training samples alone (float64, population standard deviation), of each feature or each "
            + "channel; a constant one becomes 0. input: standardize is short for it.",
            spec => spec.Input.Fit, (spec, value) => spec with { Input = spec.Input with { Fit = value } })
            { AppliesTo = IsFitted, StandsForSection = true, AlsoCalled = ["standardize", "normalize", "scaler"], Label = "" },
        new RunKey<ImmutableArray<double>>(Mean, PerChannel(NumberType.Any),
            "Subtracted from every input after its division to 0..1; one number, or one per channel.",
            spec => spec.Input.Mean, (spec, value) => spec with { Input = spec.Input with { Mean = value } })
            { AppliesTo = spec => !IsFitted(spec) },
        new RunKey<ImmutableArray<double>>(Std, PerChannel(NumberType.Above(0)),
            "Divides every input after the mean is subtracted; one number, or one per channel.",
            spec => spec.Input.Std, (spec, value) => spec with { Input = spec.Input with { Std = value } })
            { AppliesTo = spec => !IsFitted(spec), AlsoCalled = ["scale", "sigma"] },
    ];

    public static ImmutableArray<SpecRule> Rules { get; } =
    [
        new([Mean, Std], SameChannels),
        new([Fit, Mean], (spec, scope) => NotBesideFit(spec, scope, Mean)),
        new([Fit, Std], (spec, scope) => NotBesideFit(spec, scope, Std)),
    ];

    internal static bool IsFitted(RunSpec spec) => spec.Input.Fit != InputFit.None;

    private static ListType<double> PerChannel(NumberType number) => new(number, 1, 1024) { AllowsSingle = true };

    private static RunSpec SameChannels(RunSpec spec, RuleScope scope)
    {
        var (mean, std) = (spec.Input.Mean.Length, spec.Input.Std.Length);
        if (mean > 1 && std > 1 && mean != std)
            scope.Error(Std, $"input.mean has {mean} channels and input.std {std}; they must have as many, or one number");
        return spec;
    }

    private static RunSpec NotBesideFit(RunSpec spec, RuleScope scope, string path)
    {
        if (IsFitted(spec) && scope.IsGiven(path))
            scope.Error(path, $"{path} has no meaning with {Fit}: {SpecChoices.InputFit.NameOf(spec.Input.Fit)}; keep one of them");
        return spec;
    }
}

/// <summary>The section <c>network</c>: hidden layers, or logistic regression and all that has no meaning without hidden layers.</summary>
internal static class NetworkSection
{
    private const string Hidden = "network.hidden", Model = "network.model", Activation = "network.activation";

    public static ImmutableArray<RunKey> Keys { get; } =
    [
        new RunKey<ImmutableArray<int>>(Hidden, new ListType<int>(new WholeType(1, 65536), 0, 64),
            "Widths of the hidden layers, first to last.",
            spec => spec.Network.Hidden, (spec, value) => spec with { Network = spec.Network with { Hidden = value } })
            {
                AppliesTo = HasHiddenLayers,
                DefaultText = "required, unless model: logistic",
                AlsoCalled = ["layers", "hidden_layers", "hidden_sizes", "widths", "units"],
                Label = "h",
            },
        new RunKey<NetworkModel>(Model, SpecChoices.Model, "Instead of hidden: multinomial logistic regression.",
            spec => spec.Network.Model, (spec, value) => spec with { Network = spec.Network with { Model = value } })
            { AppliesTo = spec => !HasHiddenLayers(spec), DefaultText = "none", AlsoCalled = ["kind", "type"], Label = "" },
        new RunKey<Engine.Networks.Activation>(Activation, SpecChoices.Activation, "The hidden units' activation function.",
            spec => spec.Network.Activation, (spec, value) => spec with { Network = spec.Network with { Activation = value } })
            { AppliesTo = HasHiddenLayers, AlsoCalled = ["nonlinearity"], Label = "" },
    ];

    public static ImmutableArray<SpecRule> Rules { get; } =
    [
        new([Hidden, Model], OneOfBoth),
        new([Model, Activation], (spec, scope) => OnlyWithHidden(spec, scope, Activation, scope.IsGiven(Activation))),
        new([Model, "training.dropout"], (spec, scope) => OnlyWithHidden(spec, scope, "training.dropout", spec.Training.Dropout.IsOn)),
        new([Model, "training.batch_norm"], (spec, scope) => OnlyWithHidden(spec, scope, "training.batch_norm", spec.BatchNorm)),
    ];

    private static RunSpec OneOfBoth(RunSpec spec, RuleScope scope)
    {
        var logistic = spec.Network.Model == NetworkModel.Logistic;
        if (logistic && !spec.Network.Hidden.IsEmpty)
            scope.Error(Hidden, "network.hidden and network.model: logistic exclude each other; keep one");
        else if (!logistic && !scope.IsGiven(Hidden))
            scope.Error(
                Hidden,
                "network.hidden is required: the widths of the hidden layers, e.g. network: {hidden: [100, 100]}; "
                + "or network: {model: logistic}");
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

    private static bool HasHiddenLayers(RunSpec spec) => spec.Network.Model != NetworkModel.Logistic;
}
