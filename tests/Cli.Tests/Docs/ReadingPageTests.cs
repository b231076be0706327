using System.Text.Json;
using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Docs;

/// <summary>The page about reading results: its SQL runs as it is, and renames columns that SQL or pandas take for another thing.</summary>
public sealed class ReadingPageTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "harness", "docs", "reading.md"));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Its_views_have_every_row_and_no_name_that_means_another_thing()
    {
        var spec = _folder.Write("spec.yaml", """
            name: sweep
            dataset: two-moons
            network: {hidden: [2]}
            training: {epochs: 1}
            measures: {permutations: 0}
            ablation: {random: 1, classes: true}
            pictures: {grid: 3}
            """);
        EngineProgram.Run("run", spec, "--out", _folder["sweep"], "--quiet").Exits(0);
        var sql = Block("-- views").Replace("runs/sweep", _folder["sweep"], StringComparison.Ordinal);
        var views = JsonSerializer.Deserialize<Dictionary<string, View>>(
            NodeScript.Run("@duckdb", "views-duckdb.mjs", _folder.Write("views.sql", sql)), JsonSerializerOptions.Web)!;
        string[] tables = ["ablation", "ablation_classes", "insights", "sweep_insights", "histograms", "hidden_points"];
        string[] names = ["curves", "class_curves", "readings", "point_readings", "cells", "points"];
        Assert.Equal(names.Order(StringComparer.Ordinal), views.Keys.Order(StringComparer.Ordinal));
        string[] taken = ["order", "replace", "count", "mean", "class", "sample"];
        foreach (var (name, table) in names.Zip(tables))
        {
            var stored = ResultTables.Of(_folder["sweep"], table);
            Assert.Equal((name, stored.Rows, stored.Schema.Columns.Length), (name, views[name].Rows, views[name].Columns.Length));
            Assert.Empty(views[name].Columns.Intersect(taken));
            // The others keep their names.
            Assert.Empty(stored.Schema.Columns.Select(column => column.Name).Except(taken).Except(views[name].Columns));
        }
    }

    [Fact]
    public void The_columns_that_pandas_takes_for_methods_are_named()
    {
        var script = _folder.Write("taken.py", """
            import keyword, re, sys
            import pandas as pd
            names = set(re.findall(r"^\| `(\w+)` \|", open(sys.argv[1]).read(), re.M))
            print(" ".join(sorted(name for name in names if hasattr(pd.DataFrame, name) or keyword.iskeyword(name))))
            """);
        var taken = Python.Run(
            _folder.Path, script, Path.Combine(RepositoryRoot.Path, "harness", "docs", "tables.md")).Trim().Split(' ');
        Assert.NotEmpty(taken);
        var said = Page.Split('\n').Single(line => line.Contains("as methods of a DataFrame are", StringComparison.Ordinal));
        Assert.All(taken, name => Assert.Contains($"`{name}`", said, StringComparison.Ordinal));
        Assert.Contains("df[\"count\"]", said, StringComparison.Ordinal);
    }

    /// <summary>The block of SQL that begins with this line.</summary>
    private static string Block(string first)
    {
        var start = Page.IndexOf($"```sql\n{first}", StringComparison.Ordinal);
        Assert.True(start >= 0, first);
        var begin = start + "```sql\n".Length;
        return Page[begin..Page.IndexOf("```", begin, StringComparison.Ordinal)];
    }

    private sealed record View(string[] Columns, int Rows);
}
