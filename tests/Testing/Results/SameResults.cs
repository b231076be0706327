using Harness.Runs.Tables;

namespace Testing.Results;

/// <summary>Holds two result folders against each other: the same files, the same bytes but for what design.md lets differ.</summary>
internal static class SameResults
{
    /// <summary>Times and moments, by table.</summary>
    private static readonly Dictionary<string, string[]> MayDiffer = new()
    {
        ["runs"] = ["train_seconds", "analysis_seconds", "started_at"],
        ["epochs"] = ["seconds"],
    };

    /// <param name="also">Columns of runs and epochs that may differ too.</param>
    public static void AssertSame(string expected, string actual, params string[] also)
    {
        Assert.Equal(Files(expected), Files(actual));
        foreach (var file in Files(expected).Where(file => file != "manifest.json"))
            AssertFile(file, Path.Combine(expected, file), Path.Combine(actual, file), also);
    }

    public static string[] Files(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file))
            .Order(StringComparer.Ordinal)];

    private static void AssertFile(string name, string expected, string actual, string[] also)
    {
        if (MayDiffer.TryGetValue(Path.GetDirectoryName(name)!, out var columns))
            AssertTable(name, ResultTables.Read(expected).Table, ResultTables.Read(actual).Table, [.. columns, .. also]);
        else
            Assert.True(File.ReadAllBytes(expected).AsSpan().SequenceEqual(File.ReadAllBytes(actual)), $"{name} has other bytes");
    }

    private static void AssertTable(string name, Table expected, Table actual, string[] mayDiffer)
    {
        Assert.Equal(expected.Schema.Columns.Select(column => column.Name), actual.Schema.Columns.Select(column => column.Name));
        Assert.Equal(expected.Rows, actual.Rows);
        foreach (var column in expected.Schema.Columns.Where(column => !mayDiffer.Contains(column.Name)))
        {
            for (var row = 0; row < expected.Rows; row++)
                Assert.True(
                    expected[column.Name].Cell(row) == actual[column.Name].Cell(row), $"{name}: {column.Name} differs in row {row}");
        }
    }
}
