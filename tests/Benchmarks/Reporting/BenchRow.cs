using System.Globalization;

namespace Benchmarks.Reporting;

/// <summary>One line of the table: the engine's time for some work beside a baseline's.</summary>
/// <param name="Engine">Seconds, median; null where the work could not be done, then <paramref name="Note"/> says why.</param>
/// <param name="Baseline">Seconds; null where there is no baseline, then <paramref name="Note"/> says why.</param>
/// <param name="AtLeast">The ratio to reach; null where none is set.</param>
internal sealed record BenchRow(string Work, string Against, double? Engine, double? Baseline, double? AtLeast, string Note)
{
    public static string Header => Line("work", "against", "engine", "baseline", "ratio", "at least", "note");

    /// <summary>How many times faster the engine is.</summary>
    public double? Ratio => Baseline / Engine;

    public override string ToString() => Line(
        Work,
        Against,
        Engine is { } engine ? Time(engine) : "-",
        Baseline is { } baseline ? Time(baseline) : "-",
        Ratio is { } ratio ? Times(ratio) : "-",
        AtLeast is { } least ? Times(least) : "-",
        Note);

    private static string Line(string work, string against, string engine, string baseline, string ratio, string atLeast, string note) =>
        $"{work,-66} {against,-52} {engine,11} {baseline,11} {ratio,9} {atLeast,9}  {note}".TrimEnd();

    private static string Times(double ratio) => ratio.ToString(ratio < 10 ? "0.00x" : "0.0x", CultureInfo.InvariantCulture);

    private static string Time(double seconds) => seconds switch
    {
        < 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:0.0} us"),
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:0.0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s"),
    };
}
