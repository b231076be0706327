namespace Harness.Report.Experiments;

/// <summary>What the talk's figure of CIFAR-10 250-500-250-500 with L2 says of layers 3 and 4.</summary>
public static class TalkClaims
{
    private const string Third = "layer-3", Fourth = "layer-4", Information = "mutual-information", Up = "ascending", Down = "descending";

    public static IReadOnlyList<Claim> Cifar { get; } =
    [
        new("layer 3: the highest that suffice", Third, Information, "sufficient", Up, 40, 40),
        new("layer 3: the highest whose removal destroys", Third, Information, "destroying", Down, 60, 60),
        new("layer 3: inactive, of 250", Third, null, "inactive", null, 200, 200),
        new("layer 4: the highest that suffice", Fourth, Information, "sufficient", Up, 100, 100),
        new("layer 4: the highest whose removal destroys", Fourth, Information, "destroying", Down, 250, 250),
        new("layer 4: inactive, of 500", Fourth, null, "inactive", null, 250, 250),
        new("layer 4: redundant, counted from the lowest", Fourth, Information, "redundant_high", Up, 50, 150),
        new("layer 4: redundant, counted from the highest", Fourth, Information, "redundant_low", Down, 50, 150),
        new("intact accuracy, a little above 0.5", Fourth, null, "intact_accuracy", null, 0.5, 0.55, "0.000"),
    ];
}
