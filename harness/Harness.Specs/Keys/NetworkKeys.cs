using System.Collections.Immutable;
using Engine.Networks;
using Harness.Specs.Types;

namespace Harness.Specs.Keys;

/// <summary>The network.</summary>
internal static class NetworkKeys
{
    public static ImmutableArray<RunKey> All { get; } =
    [
        new RunKey<ImmutableArray<int>>("network.hidden", new ListType<int>(new WholeType(1, 65536), 0, 64), "Widths of the hidden layers, first to last.",
            spec => spec.Network.Hidden, (spec, value) => spec with { Network = spec.Network with { Hidden = value } })
            { AppliesTo = HasHiddenLayers, DefaultText = "required, unless model: logistic", AlsoCalled = ["layers", "hidden_layers", "hidden_sizes", "widths", "units"], Label = "h" },
        new RunKey<NetworkModel>("network.model", SpecChoices.Model, "Instead of hidden: multinomial logistic regression.",
            spec => spec.Network.Model, (spec, value) => spec with { Network = spec.Network with { Model = value } })
            { AppliesTo = spec => !HasHiddenLayers(spec), DefaultText = "none", AlsoCalled = ["kind", "type"], Label = "" },
        new RunKey<Activation>("network.activation", SpecChoices.Activation, "The hidden units' activation function.",
            spec => spec.Network.Activation, (spec, value) => spec with { Network = spec.Network with { Activation = value } })
            { AppliesTo = HasHiddenLayers, AlsoCalled = ["nonlinearity"], Label = "" },
    ];

    private static bool HasHiddenLayers(RunSpec spec) => spec.Network.Model != NetworkModel.Logistic;
}
