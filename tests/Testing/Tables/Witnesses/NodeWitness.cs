using System.Text.Json;

namespace Testing.Tables.Witnesses;

/// <summary>Runs the scripts of tests/witnesses/node: DuckDB and hyparquet.</summary>
internal static class NodeWitness
{
    public static WitnessAnswer Run(string script, params string[] arguments) =>
        JsonSerializer.Deserialize<WitnessAnswer>(
            NodeScript.Run(script.Contains("duckdb", StringComparison.Ordinal) ? "@duckdb" : "hyparquet", script, arguments),
            JsonSerializerOptions.Web)!;
}
