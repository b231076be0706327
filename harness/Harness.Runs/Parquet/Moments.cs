namespace Harness.ParquetNet;

/// <summary>Moments as microseconds since 1970, and as Parquet.Net reads them.</summary>
internal static class Moments
{
    private static readonly long First = ToMicroseconds(DateTime.MinValue);
    private static readonly long Last = ToMicroseconds(DateTime.MaxValue);

    /// <exception cref="ArgumentException">It is before year 1 or after 9999.</exception>
    public static long Check(long microseconds) => microseconds >= First && microseconds <= Last
        ? microseconds
        : throw new ArgumentException($"a moment {microseconds} microseconds from 1970 is outside of years 1 to 9999, which is all that Parquet.Net can read");

    /// <summary>Rounded down, as finer units are by the embedded reader.</summary>
    public static long ToMicroseconds(DateTime moment) =>
        (moment.Ticks / TimeSpan.TicksPerMicrosecond) - (DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMicrosecond);
}
