using System.Collections.Immutable;

namespace Harness.Specs.Rules;

/// <summary>What pictures ask of other settings.</summary>
internal static class PictureRules
{
    private const string Grid = "pictures.grid", Epochs = "pictures.epochs", Split = "pictures.split", Validation = "training.validation";

    /// <summary>Rows of the table <c>boundary</c> that one run may have.</summary>
    private const long MostRows = 20_000_000;

    public static ImmutableArray<SpecRule> All { get; } =
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
            scope.Error(Grid, $"{pictures} pictures of {spec.Pictures.Grid} x {spec.Pictures.Grid} points are {rows} rows, more than {MostRows}; lower {Grid} or take fewer epochs with {Epochs}, e.g. log-10");
        return spec;
    }

    private static RunSpec NeedsSamples(RunSpec spec, RuleScope scope)
    {
        if (spec.Pictures.IsOn && spec.Pictures.Split == Engine.Data.Split.Validation && spec.Validation == 0)
            scope.Error(Split, $"{Split} is validation, but {Validation} is 0; hold samples out, or set {Split} to train or test");
        return spec;
    }
}
