namespace Harness.Parquet.Reading;

/// <summary>From what lies in a file to the engine's kinds. A null's default value stays the default.</summary>
internal static class Conversions
{
    public static Array None(Array values) => values;

    public static Array FromUnsigned32(Array values) => Array.ConvertAll((int[])values, value => (long)(uint)value);

    public static Array FromUnsigned64(Array values) => Array.ConvertAll((long[])values, Signed);

    public static Array FromMilliseconds(Array values) => Array.ConvertAll((long[])values, Microseconds);

    /// <summary>Rounded down, before 1970 as after it.</summary>
    public static Array FromNanoseconds(Array values) => Array.ConvertAll((long[])values, value => (long)Math.Floor(value / 1000m));

    private static long Signed(long value) => value >= 0
        ? value
        : throw UnreadableFileException.Unsupported(
            $"a value is {(ulong)value}, above {long.MaxValue}", "write the column as signed integers or as texts");

    private static long Microseconds(long milliseconds) => milliseconds is >= long.MinValue / 1000 and <= long.MaxValue / 1000
        ? milliseconds * 1000
        : throw UnreadableFileException.Unsupported(
            $"a timestamp is {milliseconds} milliseconds from 1970", "write moments that 64 bits of microseconds reach");
}
