using System.Text;

namespace Harness.Runs.Tables;

/// <summary>Every table and column as a page: from the definitions that write them.</summary>
public static class TableReference
{
    private const string Head = """
        # Every table and column

        One folder for each table, one file for each run: `pandas.read_parquet("DIR/neurons")` is the whole sweep. Long form, snake_case; a value that does not exist is null; a column that a version did not compute is absent. A run has a file in every table that its spec asks for, also where it has no rows, so that a file that is gone is noticed: `neurons` of a logistic regression, `bounds` of a spec whose only bound is over all seeds, which has a file of its own.
        `schema_version`, `engine_version` and `sha256`, a [checksum of the file](reading.md#checksums), stand in each file's metadata; columns are added, never renamed. Generated from the code: `engine reference tables`.

        """;

    private static readonly (TableSchema Schema, string About)[] All =
    [
        (RunsTable.Definition.Schema, "One row for each run, done or failed."),
        (EpochsTable.Definition.Schema, "How training went, epoch by epoch."),
        (NeuronsTable.Definition.Schema, "What each hidden neuron says about the class, for each split and quantizer that was asked for."),
        (HistogramsTable.Definition.Schema, "Joint counts of each neuron's symbol and the class."),
        (AblationTable.Definition.Schema, "Every step of every curve."),
        (AblationClassesTable.Definition.Schema, "The same class by class; where the spec asks for it (`ablation.classes: true`)."),
        (BinSensitivityTable.Definition.Schema,
            "Measures under every smaller number of bins, merged from one histogram; where the spec asks for it (`measures.sensitivity`)."),
        (PairsTable.Definition.Schema,
            "What two hidden neurons say about each other and together about the class; where the spec asks for it (`pairs`)."),
        (InsightsTable.Definition.Schema, "What the curves of a run say, one reading a row."),
        (SweepInsightsTable.Definition.Schema, "The readings over the seeds of each point of a sweep, with intervals."),
        (PlaneTable.Definition.Schema, "The information plane; where the spec asks for it."),
        (BoundsTable.Definition.Schema, "Bounds on the generalization gap; where the spec asks for them."),
        (BoundaryTable.Definition.Schema, "Class probability over a grid of two features; where the spec asks for pictures."),
        (HiddenPointsTable.Definition.Schema,
            "The samples of two features, and the outputs of hidden layers of width two; where the spec asks for pictures."),
    ];

    /// <summary>Names of the tables that the page describes.</summary>
    public static IEnumerable<string> Names => All.Select(table => table.Schema.Name);

    /// <summary>The table of this name; null for one that this version does not know.</summary>
    public static TableSchema? Find(string name) => All.Select(table => table.Schema).FirstOrDefault(schema => schema.Name == name);

    public static string Markdown()
    {
        var page = new StringBuilder(Head);
        foreach (var (schema, about) in All)
        {
            page.Append($"\n## {schema.Name}\n\n{about}\n\n| column | type | meaning |\n|---|---|---|\n");
            foreach (var column in schema.Columns)
                page.Append($"| `{column.Name}` | {Kind(column)} | {column.Description.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }
        return page.ToString();
    }

    private static string Kind(Column column) => (column.Kind switch
    {
        ColumnKind.Text => "string",
        ColumnKind.Timestamp => "timestamp (UTC, milliseconds)",
        _ => column.Kind.ToString().ToLowerInvariant(),
    }) + (column.Nullable ? ", nullable" : "");
}
