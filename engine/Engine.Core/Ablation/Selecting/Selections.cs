using System.Collections.Immutable;
using Engine.Measures;

namespace Engine.Ablation.Selecting;

/// <summary>How the next neuron of a greedy selection is chosen. <c>S</c> are the neurons chosen before, each as the symbol of its
/// output; all information is plug-in.</summary>
public enum SelectionCriterion
{
    /// <summary>Most I(T;Y) - mean over S of I(T;S).</summary>
    Mrmr,

    /// <summary>Most sum over S of I(T,S;Y).</summary>
    Jmi,

    /// <summary>Most min over S of I(T;Y|S).</summary>
    Cmim,

    /// <summary>No choice but a removal: the neuron without which most samples are right goes first, see <see cref="GreedyRemoval"/>.
    /// </summary>
    GreedyAccuracy,
}

/// <summary>The orders that are made by selecting neurons one after another, in view of those selected before. They stand among measures
/// wherever orders are named, but a neuron has no value of its own by them.</summary>
public static class Selections
{
    /// <summary>In the order in which they are listed.</summary>
    public static ImmutableArray<Measure> All { get; } =
    [
        Of(SelectionCriterion.Mrmr, "mrmr", "most relevance, least redundancy",
            "I(T;Y) - mean_S I(T;S)", "Peng, Long and Ding 2005, as in Brown et al., JMLR 13 (2012)"),
        Of(SelectionCriterion.Jmi, "jmi", "joint mutual information",
            "sum_S I(T,S;Y)", "Yang and Moody 1999, as in Brown et al., JMLR 13 (2012)"),
        Of(SelectionCriterion.Cmim, "cmim", "conditional mutual information",
            "min_S I(T;Y|S), I(T;Y|S) = I(T,S;Y) - I(S;Y)", "Fleuret 2004, as in Brown et al., JMLR 13 (2012)"),
        Of(SelectionCriterion.GreedyAccuracy, "greedy-accuracy", "greedy removal by accuracy",
            "accuracy without it and those removed before; such a neuron is removed first", "backward elimination"),
    ];

    private static Measure Of(SelectionCriterion criterion, string name, string label, string formula, string source) => new()
    {
        Name = name,
        Label = label,
        Unit = "place",
        Formula = formula,
        Source = source,
        Meaning = "place in the selection",
        NeedsQuantizer = criterion != SelectionCriterion.GreedyAccuracy,
        Selection = criterion,
        Value = _ => double.NaN,
    };
}
