using System.Collections.Immutable;
using Engine.Ablation;
using Engine.Analysis;
using Engine.Data;
using Engine.Measures;
using Harness.Specs.Types;

namespace Harness.Specs.Keys;

/// <summary>Which ablations are computed.</summary>
internal static class AblationKeys
{
    public static ImmutableArray<RunKey> All { get; } =
    [
        new RunKey<ImmutableArray<Measure>>("ablation.orders", Set(SpecChoices.Measure, 0, SpecChoices.Measure.Names.Count()),
            "Measures whose ranking is followed, ascending and descending.",
            spec => spec.Ablation.Orders, (spec, value) => spec with { Ablation = spec.Ablation with { Orders = value } })
            { AlsoCalled = ["order"] },
        new RunKey<int>("ablation.random", new WholeType(0, 10_000), "Random orders beside them.",
            spec => spec.Ablation.Random, (spec, value) => spec with { Ablation = spec.Ablation with { Random = value } })
            { AlsoCalled = ["repetitions"] },
        new RunKey<ImmutableArray<ScopeChoice>>("ablation.scopes", Set(SpecChoices.Scope, 1, 2), "Neurons ranked within each layer, over the whole network, or both.",
            spec => spec.Ablation.Scopes, (spec, value) => spec with { Ablation = spec.Ablation with { Scopes = value } })
            { AlsoCalled = ["scope"] },
        new RunKey<Replacement>("ablation.replace", SpecChoices.Replacement, "What takes the place of a removed neuron's output: 0, its mean, or for each sample a draw from its outputs; of the intact network on the first split of measures.",
            spec => spec.Ablation.Replace, (spec, value) => spec with { Ablation = spec.Ablation with { Replace = value } })
            { AlsoCalled = ["replacement", "replace_by"], Label = "" },
        new RunKey<Split>("ablation.split", SpecChoices.Split, "The samples on which accuracy is evaluated.",
            spec => spec.Ablation.Split, (spec, value) => spec with { Ablation = spec.Ablation with { Split = value } })
            { Label = "ablate-" },
        new RunKey<int>("ablation.checks", new WholeType(0, 1_000_000), "Random steps per curve that are recomputed by a full float64 forward pass.",
            spec => spec.Ablation.Checks, (spec, value) => spec with { Ablation = spec.Ablation with { Checks = value } }),
        new RunKey<bool>("ablation.classes", new FlagType(), "Whether every step is evaluated class by class too, into the table ablation_classes.",
            spec => spec.Ablation.Classes, (spec, value) => spec with { Ablation = spec.Ablation with { Classes = value } })
            { AppliesTo = spec => spec.Ablation.Classes, AlsoCalled = ["per_class", "by_class"] },
    ];

    private static ListType<T> Set<T>(SpecType<T> items, int minimum, int maximum) => new(items, minimum, maximum) { IsSet = true };
}
