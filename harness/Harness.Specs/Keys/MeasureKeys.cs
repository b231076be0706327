using System.Collections.Immutable;
using Engine.Data;
using Engine.Measures;
using Harness.Specs.Types;

namespace Harness.Specs.Keys;

/// <summary>What is measured of the neurons.</summary>
internal static class MeasureKeys
{
    public static ImmutableArray<RunKey> All { get; } =
    [
        new RunKey<ImmutableArray<Split>>("measures.split", OneOrSet(SpecChoices.Split, 3), "The samples on which neurons are measured.",
            spec => spec.Measures.Splits, (spec, value) => spec with { Measures = spec.Measures with { Splits = value } })
            { AlsoCalled = ["splits"], Label = "measure-" },
        new RunKey<ImmutableArray<QuantizerRule>>("measures.quantizer", OneOrSet(new QuantizerType(), 32), "How a neuron's output becomes a symbol.",
            spec => spec.Measures.Quantizers, (spec, value) => spec with { Measures = spec.Measures with { Quantizers = value } })
            { AlsoCalled = ["quantizers", "bins"], Label = "" },
        new RunKey<int>("measures.permutations", new WholeType(0, 1_000_000), "Label permutations of the null distribution; 0 for none.",
            spec => spec.Measures.Permutations, (spec, value) => spec with { Measures = spec.Measures with { Permutations = value } }),
        new RunKey<int>("measures.resamples", new WholeType(0, 1_000_000), "Resamples of the 95% bootstrap interval of mutual information; 0 for none.",
            spec => spec.Measures.Resamples, (spec, value) => spec with { Measures = spec.Measures with { Resamples = value } })
            { AppliesTo = spec => spec.Measures.Resamples > 0, AlsoCalled = ["bootstrap"] },
        new RunKey<ImmutableArray<QuantizerRule>>("measures.sensitivity", new ListType<QuantizerRule>(new QuantizerType(), 0, 8) { AllowsSingle = true, IsSet = true },
            "Quantizers of which every smaller number of bits is looked at too, by merging bins, into the table bin_sensitivity.",
            spec => spec.Measures.Sensitivity, (spec, value) => spec with { Measures = spec.Measures with { Sensitivity = value } })
            { AppliesTo = spec => !spec.Measures.Sensitivity.IsEmpty, AlsoCalled = ["bin_sensitivity"] },
    ];

    private static ListType<T> OneOrSet<T>(SpecType<T> items, int maximum) => new(items, 1, maximum) { AllowsSingle = true, IsSet = true };
}
