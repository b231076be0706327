namespace Harness.Report.Pages;

/// <summary>A part of the page that the script draws charts in.</summary>
/// <param name="Id">Its anchor, and its name to the script.</param>
/// <param name="Text">How to read it.</param>
/// <param name="Data">The sections whose data it is drawn from; it is shown where one of them has any.</param>
/// <param name="None">Why a sweep has no such data; the section is left out then.</param>
internal sealed record PageSection(string Id, string Title, string Text, string[] Data, string None)
{
    /// <summary>It is shown of so many configurations or more.</summary>
    public int FewestPoints { get; init; }

    public static IReadOnlyList<PageSection> All { get; } =
    [
        new("curves", "Accuracy under ablation",
            "Neurons are switched off one after another, lowest or highest first by a measure, or in random order. A curve that stays "
                + "above random removal takes away what the network can spare; one that falls below takes what it needs. Above the axes: "
                + "so many of the lowest are inactive or redundant, so many of the highest suffice, the removal of so many destroys.",
            ["curves"], "No ablation curves: the table ablation is missing or empty."),
        new("overview", "Across the sweep",
            "One reading, configuration by configuration. Bars are 95 % intervals of the mean over seeds (Student's t).",
            ["readings"], "This sweep has one configuration, or no readings: there is nothing to compare.") { FewestPoints = 2 },
        new("readings", "Readings",
            "What the curves say in numbers of neurons. Suffice: so many of the highest keep the accuracy. Destroy: removing so many of "
                + "the highest brings it to chance. Against random: how far the curve lies above (+) or below (-) random removal, on "
                + "average over the removals, as a share of intact accuracy (A0) minus chance (c). In brackets the 95 % interval of the "
                + "mean over seeds (Student's t).",
            ["readings"], "No readings: the tables insights and sweep_insights are missing or empty."),
        new("classes", "Accuracy class by class",
            "Which classes lose first when neurons are switched off. With several seeds a line is their mean; random orders are averaged.",
            ["classes"], "This sweep has none: ablation.classes in the spec asks for them."),
        new("distributions", "Distributions of the measures",
            "How a measure is spread over the neurons of each layer. Where layers differ, a ranking over the whole network is mostly a "
                + "ranking of layers: Simpson's paradox starts here.",
            ["neurons"], "No neurons: the table neurons is missing or empty."),
        new("drops", "Measure and single-neuron drop",
            "Each point is a neuron: what it says, and what accuracy its removal alone costs. Pooled over the layers, and within each.",
            ["neurons"], "No neurons: the table neurons is missing or empty."),
        new("histogram", "One neuron's joint histogram",
            "How often the neuron's quantized output takes each value, class by class.",
            ["histograms"], "No histograms: the table histograms is missing or empty."),
        new("pairs", "Pairs of neurons",
            "What every two neurons of a layer have in common. Redundancy is the lesser of what the two say about the class, class by "
                + "class, synergy what only both together say (I_min of Williams and Beer). Neurons stand in the order of their clusters "
                + "(average linkage): a bright square on the diagonal is a group of neurons that tell about the same classes; where "
                + "I(Ti;Tj) is high too, they say the same thing.",
            ["pairs"],
            "This sweep has none: pairs.scopes in the spec asks for them, pairs.whole for a map of every layer with two neurons."),
        new("sensitivity", "Measures and the number of bins",
            "How a measure changes with the quantizer's bins, and whether the neurons keep their ranks: 1 is the order of the finest bins.",
            ["sensitivity"], "This sweep has none: measures.sensitivity in the spec asks for it."),
        new("plane", "Information plane",
            "What a layer says about the input against what it says about the class, with the epoch as colour. Hollow marks are "
                + "saturated: the estimate is at least 0.95 log2 of the number of samples, and the true value may be larger.",
            ["plane"], "This sweep has none: information_plane.estimators in the spec asks for it."),
        new("pictures", "Two features",
            "The network's class probability over the plane of the two features, its boundary, and what hidden layers of width two make "
                + "of the samples.",
            ["boundary", "hiddenPoints"], "This sweep has none: pictures.grid in the spec asks for them, for data of two features."),
        new("training", "Training",
            "Loss and accuracy after each epoch. With several seeds the line is the mean and the band their range.",
            ["epochs"], "No training curves: the table epochs is missing or empty, as it is for networks trained elsewhere."),
        new("history", "Behaviour during training",
            "What the neurons of each layer say at epochs of the training, one neuron's way, and what the curves of these epochs read.",
            ["history"],
            "This sweep has none: measures.epochs in the spec asks for measures at epochs, ablation.epochs for curves and readings too."),
        new("bounds", "Bounds on the generalization gap",
            "Each bound beside the measured gap, training minus test accuracy. A bound of 1 or more is vacuous. One whose estimate of "
                + "I(X;L) is saturated in every run, at least 0.95 log2 of the number of samples, is hollow: the true I(X;L) may be "
                + "larger, and the bound with it, so that a value below 1 says nothing.",
            ["bounds"], "This sweep has none: bounds.names in the spec asks for them."),
    ];
}
