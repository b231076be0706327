using System.Globalization;

namespace Harness.Report.Experiments;

/// <summary>A number of the talk's, and the reading that it is held against.</summary>
/// <param name="From">The slide's number, or where its range begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Format">Of the measured numbers.</param>
public sealed record Claim(string Text, string Scope, string? Order, string Name, string? Direction, double From, double To, string Format = "0.#")
{
    /// <summary>Reproduced where the slide's number lies in the seeds' interval; else the nearest L2 and what it gave.</summary>
    /// <param name="readings">Of this claim, one for each L2.</param>
    public string Verdict(IReadOnlyCollection<PointReading> readings)
    {
        ArgumentNullException.ThrowIfNull(readings);
        var covering = readings.Where(reading => reading.Covers(From, To)).ToArray();
        if (covering.Length > 0)
            return $"reproduced at L2 {string.Join(", ", covering.Select(reading => Number(reading.L2)))}";
        var nearest = readings.MinBy(reading => reading.Distance(From, To))!;
        return $"not reproduced; nearest at L2 {Number(nearest.L2)}: {nearest.Text(Format)}";
    }

    /// <summary>The slide's number.</summary>
    public string Slide => From == To ? From.ToString(Format, CultureInfo.InvariantCulture) : $"{From.ToString(Format, CultureInfo.InvariantCulture)} to {To.ToString(Format, CultureInfo.InvariantCulture)}";

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
