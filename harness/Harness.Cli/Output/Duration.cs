namespace Harness.Cli.Output;

/// <summary>A length of time as people say it.</summary>
internal static class Duration
{
    /// <returns>E.g. <c>40 s</c>, <c>12 min</c>, <c>3.5 h</c>, <c>2.1 days</c>.</returns>
    public static string Text(TimeSpan time) => time switch
    {
        { TotalSeconds: < 90 } => FormattableString.Invariant($"{Math.Max(1, time.TotalSeconds):F0} s"),
        { TotalMinutes: < 90 } => FormattableString.Invariant($"{time.TotalMinutes:F0} min"),
        { TotalHours: < 36 } => FormattableString.Invariant($"{time.TotalHours:0.#} h"),
        _ => FormattableString.Invariant($"{time.TotalDays:0.#} days"),
    };
}
