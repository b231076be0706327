using Harness.Parquet.Bytes;
using Harness.Parquet.Encodings;

namespace Harness.Parquet.Writing;

/// <summary>Which rows of a version-1 page exist: four bytes of length, then 1 (exists) or 0 (null) per row in the hybrid of runs and
/// packed bits.</summary>
internal static class DefinitionLevels
{
    /// <param name="present">Per row whether its value exists; empty when all do.</param>
    public static void Encode(ReadOnlySpan<bool> present, int rows, ByteBuffer page)
    {
        var start = page.Length;
        page.Int32(0);
        if (present.IsEmpty)
            HybridEncoder.Repeated(1, rows, 1, page);
        else
            HybridEncoder.Encode(Levels(present), 1, page);
        page.PatchInt32(start, page.Length - start - sizeof(int));
    }

    private static int[] Levels(ReadOnlySpan<bool> present)
    {
        var levels = new int[present.Length];
        for (var i = 0; i < levels.Length; i++)
            levels[i] = present[i] ? 1 : 0;
        return levels;
    }
}
