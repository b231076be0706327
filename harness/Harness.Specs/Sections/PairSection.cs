using System.Collections.Immutable;
using Engine.Analysis;
using Engine.Measures;
using Harness.Specs.Keys;
using Harness.Specs.Types;

namespace Harness.Specs.Sections;

/// <summary>The section <c>pairs</c>: which pairs of neurons are measured.</summary>
internal static class PairSection
{
    public static ImmutableArray<RunKey> Keys { get; } =
    [
        new RunKey<ImmutableArray<ScopeChoice>>("pairs.scopes", new ListType<ScopeChoice>(SpecChoices.Scope, 0, 2) { IsSet = true },
            "Pairs of neurons that are measured, into the table pairs: those within each layer (layers), or all, those across layers among "
                + "them (network); on the first split of measures.",
            spec => spec.Pairs.Scopes, (spec, value) => spec with { Pairs = spec.Pairs with { Scopes = value } })
            { AppliesTo = IsOn, AlsoCalled = ["scope"] },
        new RunKey<QuantizerRule>("pairs.quantizer", new QuantizerType(), "How both neurons' outputs become symbols.",
            spec => spec.Pairs.Quantizer, (spec, value) => spec with { Pairs = spec.Pairs with { Quantizer = value } })
            { AppliesTo = IsOn, AlsoCalled = ["bins"], Label = "pairs-" },
        new RunKey<int>("pairs.top", new WholeType(1, 1_000_000),
            "How many pairs are kept by each quantity: most of what they say about each other, of what both say about the class, of "
                + "redundancy, of synergy, and the highest and lowest interaction.",
            spec => spec.Pairs.Top, (spec, value) => spec with { Pairs = spec.Pairs with { Top = value } })
            { AppliesTo = IsOn },
        new RunKey<bool>("pairs.whole", new FlagType(), "Whether every pair is kept: then the report draws a map of each layer.",
            spec => spec.Pairs.Whole, (spec, value) => spec with { Pairs = spec.Pairs with { Whole = value } })
            { AppliesTo = IsOn, AlsoCalled = ["all"] },
    ];

    private static bool IsOn(RunSpec spec) => spec.Pairs.IsOn;
}
