using System.Globalization;
using Harness.Specs.Types;

namespace Harness.Report.Experiments;

/// <summary>The talk's claims about layers 3 and 4, from its figure of CIFAR-10 250-500-250-500 with L2.</summary>
public static class TalkClaims
{
    private const string Third = "layer-3", Fourth = "layer-4", Information = "mutual-information", Up = "ascending", Down = "descending";

    public static IReadOnlyList<Claim> Cifar { get; } =
    [
        new("intact accuracy, a little above 0.5", "accuracy", Fourth, null, "intact_accuracy", null, 0.5, 0.55, "0.000"),
        new("layer 3: the highest that suffice", "suffice", Third, Information, "sufficient", Up, 40, 40),
        new("layer 3: the highest whose removal destroys", "destroy", Third, Information, "destroying", Down, 60, 60),
        new("layer 3: inactive, of 250", "inactive", Third, null, "inactive", null, 200, 200),
        new("layer 3: effectively inactive, of 250", "effectively", Third, null, "effectively_inactive", null, 200, 200),
        new("layer 4: the highest that suffice", "suffice", Fourth, Information, "sufficient", Up, 100, 100),
        new("layer 4: the highest whose removal destroys", "destroy", Fourth, Information, "destroying", Down, 250, 250),
        new("layer 4: inactive, of 500", "inactive", Fourth, null, "inactive", null, 250, 250),
        new("layer 4: effectively inactive, of 500", "effectively", Fourth, null, "effectively_inactive", null, 250, 250),
        new("layer 4: redundant, counted from the lowest", "redundant, lowest", Fourth, Information, "redundant_low", Up, 50, 150),
        new("layer 4: redundant, counted from the highest", "redundant, highest", Fourth, Information, "redundant_high", Down, 50, 150),
    ];
}

/// <summary>A number that the talk states, and the name of the reading that it is compared with.</summary>
/// <param name="Short">In the head of a column.</param>
/// <param name="Scope">A layer's.</param>
/// <param name="From">The slide's number, or where its range begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Format">Number format of the measured values.</param>
public sealed record Claim(
    string Text, string Short, string Scope, string? Order, string Name, string? Direction, double From, double To, string Format = "0.#")
{
    /// <summary>The readings that this claim is about, one for each setting; of a claim about no ranking, one for each network.</summary>
    public IReadOnlyList<PointReading> Of(Experiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return [.. experiment.Of(Scope, Order, Name, Direction)];
    }

    /// <summary>
    /// Says in which settings the slide's number lies in the seeds' interval; where there is none, the nearest setting and its reading.
    /// </summary>
    /// <param name="readings">From <see cref="Of"/>.</param>
    public string Verdict(IReadOnlyCollection<PointReading> readings)
    {
        ArgumentNullException.ThrowIfNull(readings);
        var covering = readings.Where(reading => reading.Covers(From, To)).ToArray();
        if (covering.Length > 0)
            return $"reproduced in {covering.Length} of {readings.Count}: {string.Join("; ", covering.Select(reading => reading.Setting))}";
        var nearest = Nearest(readings);
        return $"not reproduced; nearest at {nearest.Setting}: {nearest.Text(Format)}";
    }

    /// <summary>The reading whose mean lies nearest.</summary>
    public PointReading Nearest(IReadOnlyCollection<PointReading> readings) => readings.MinBy(reading => reading.Distance(From, To))!;

    /// <summary>The slide's number.</summary>
    public string Slide =>
        From == To
            ? From.ToString(Format, CultureInfo.InvariantCulture)
            : $"{From.ToString(Format, CultureInfo.InvariantCulture)} to {To.ToString(Format, CultureInfo.InvariantCulture)}";
}

/// <summary>A reading over the seeds of a point of a sweep, as <c>sweep_insights</c> has it.</summary>
/// <param name="Point">Its label, which differs from point to point, e.g. <c>100-100, L2 1e-3</c>.</param>
/// <param name="Mean">NaN where there is none; so are the ends of its 95% interval.</param>
/// <param name="Seeds">Number of seeds that have a value.</param>
public sealed record PointReading(
    string Point, double L2, int Epochs, string Scope, string? Order, string? Quantizer, string Name, string? Direction, double Mean,
    double Low, double High, int Seeds)
{
    /// <summary>The values that are varied, in words; the quantizer where neurons are ranked by one.</summary>
    public string Setting =>
        $"L2 {NumberText.Short(L2)}, {Epochs} epochs{(Quantizer is null ? "" : $", {Quantizer}")}";

    /// <summary>Whether a number is within the seeds' interval, or a range reaches into it.</summary>
    public bool Covers(double from, double to) => !double.IsNaN(Mean) && Low <= to && High >= from;

    /// <summary>How far the mean is from a range; 0 within it.</summary>
    public double Distance(double from, double to) =>
        double.IsNaN(Mean) ? double.PositiveInfinity : Math.Max(0, Math.Max(from - Mean, Mean - to));

    /// <summary>Mean and, where seeds differ, the interval.</summary>
    public string Text(string format) => double.IsNaN(Mean)
        ? "undefined"
        : double.IsNaN(Low) || Low == High ? Mean.ToString(format)
        : $"{Mean.ToString(format)} ({Low.ToString(format)} to {High.ToString(format)})";
}
