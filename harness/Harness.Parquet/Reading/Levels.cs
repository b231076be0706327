using Harness.Parquet.Bytes;
using Harness.Parquet.Encodings;

namespace Harness.Parquet.Reading;

/// <summary>Definition levels of a flat column, and booleans in runs: numbers of one bit.</summary>
internal static class Levels
{
    public static void Decode(ReadOnlySpan<byte> data, Span<bool> values)
    {
        var bytes = new ByteReader(data);
        var levels = new int[values.Length];
        HybridDecoder.Decode(ref bytes, 1, levels);
        for (var i = 0; i < levels.Length; i++)
            values[i] = levels[i] == 1;
    }
}
