using System.Collections.Immutable;
using Engine.Training;
using Harness.Specs.Keys;
using Harness.Specs.Types;

namespace Harness.Specs.Sections;

/// <summary>The section <c>pictures</c>: which pictures are taken of networks of two features.</summary>
internal static class PictureSection
{
    private const string Grid = "pictures.grid", Epochs = "pictures.epochs", Split = "pictures.split", Validation = "training.validation";

    /// <summary>A picture of more points shows nothing more.</summary>
    private const int LargestGrid = 1001;

    /// <summary>Rows of the table <c>boundary</c> that one run may have.</summary>
    private const long MostRows = 20_000_000;

    public static ImmutableArray<RunKey> Keys { get; } =
    [
        new RunKey<int>(Grid, new WholeType(0, LargestGrid),
            "Points along each axis of the picture of the boundary, for data of two features and two classes; 0 for no pictures.",
            spec => spec.Pictures.Grid, (spec, value) => spec with { Pictures = spec.Pictures with { Grid = value } })
            { AppliesTo = IsOn, AlsoCalled = ["resolution", "side"] },
        new RunKey<EpochSchedule>(Epochs, new ScheduleType(), "The epochs at which pictures are taken.",
            spec => spec.Pictures.Epochs, (spec, value) => spec with { Pictures = spec.Pictures with { Epochs = value } })
            { AppliesTo = IsOn, AlsoCalled = ["schedule"] },
        new RunKey<Engine.Data.Split>(Split, SpecChoices.Split, "The samples that are followed into hidden layers of width two.",
            spec => spec.Pictures.Split, (spec, value) => spec with { Pictures = spec.Pictures with { Split = value } })
            { AppliesTo = IsOn, Label = "picture-" },
    ];

    public static ImmutableArray<SpecRule> Rules { get; } =
    [
        new([Grid, Epochs], (spec, scope) => NeedsGrid(spec, scope, Epochs)),
        new([Grid, Split], (spec, scope) => NeedsGrid(spec, scope, Split)),
        new([Grid, Epochs, "training.epochs"], Fits),
        new([Grid, Split, Validation], NeedsSamples),
    ];

    private static RunSpec NeedsGrid(RunSpec spec, RuleScope scope, string path)
    {
        if (scope.IsGiven(path) && !spec.Pictures.IsOn)
            scope.Error(path, $"{path} has no meaning without pictures; set {Grid}, e.g. to 61");
        return spec;
    }

    private static RunSpec Fits(RunSpec spec, RuleScope scope)
    {
        if (!spec.Pictures.IsOn)
            return spec;
        if (spec.Pictures.Grid == 1)
            scope.Error(Grid, $"{Grid} is 1; a picture needs at least 2 points along each axis, or 0 for none");
        var pictures = spec.Pictures.Epochs.Of(spec.Training.Epochs).Length;
        var rows = (long)spec.Pictures.Grid * spec.Pictures.Grid * pictures;
        if (rows > MostRows)
            scope.Error(
                Grid,
                $"{pictures} pictures of {spec.Pictures.Grid} x {spec.Pictures.Grid} points are {rows} rows, more than {MostRows}; "
                + $"lower {Grid} or take fewer epochs with {Epochs}, e.g. log-10");
        return spec;
    }

    private static RunSpec NeedsSamples(RunSpec spec, RuleScope scope)
    {
        if (spec.Pictures.IsOn && spec.Pictures.Split == Engine.Data.Split.Validation && spec.Validation == 0)
            scope.Error(Split, $"{Split} is validation, but {Validation} is 0; hold samples out, or set {Split} to train or test");
        return spec;
    }

    private static bool IsOn(RunSpec spec) => spec.Pictures.IsOn;
}
