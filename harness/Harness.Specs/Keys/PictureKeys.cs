using System.Collections.Immutable;
using Engine.Data;
using Engine.Training;
using Harness.Specs.Types;

namespace Harness.Specs.Keys;

/// <summary>Which pictures are taken of networks of two features.</summary>
internal static class PictureKeys
{
    /// <summary>A picture of more points shows nothing more.</summary>
    private const int LargestGrid = 1001;

    public static ImmutableArray<RunKey> All { get; } =
    [
        new RunKey<int>("pictures.grid", new WholeType(0, LargestGrid), "Points along each axis of the picture of the boundary, for data of two features and two classes; 0 for no pictures.",
            spec => spec.Pictures.Grid, (spec, value) => spec with { Pictures = spec.Pictures with { Grid = value } })
            { AppliesTo = IsOn, AlsoCalled = ["resolution", "side"] },
        new RunKey<EpochSchedule>("pictures.epochs", new ScheduleType(), "The epochs at which pictures are taken.",
            spec => spec.Pictures.Epochs, (spec, value) => spec with { Pictures = spec.Pictures with { Epochs = value } })
            { AppliesTo = IsOn, AlsoCalled = ["schedule"] },
        new RunKey<Split>("pictures.split", SpecChoices.Split, "The samples that are followed into hidden layers of width two.",
            spec => spec.Pictures.Split, (spec, value) => spec with { Pictures = spec.Pictures with { Split = value } })
            { AppliesTo = IsOn, Label = "picture-" },
    ];

    private static bool IsOn(RunSpec spec) => spec.Pictures.IsOn;
}
