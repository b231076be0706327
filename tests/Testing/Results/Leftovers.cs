namespace Testing.Results;

/// <summary>Checks that hold for a result folder at any time.</summary>
internal static class Leftovers
{
    /// <summary>No file in the making is left, and every table reads.</summary>
    public static void AssertWhole(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(".unfinished", file, StringComparison.Ordinal);
            if (file.EndsWith(".parquet", StringComparison.Ordinal))
                Assert.True(ResultTables.Read(file).Table.Rows >= 0);
        }
    }
}
