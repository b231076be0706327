using System.Text.Json;

namespace Benchmarks.Reporting;

/// <summary>All rows as JSON, for who wants to follow them over time.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Options =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n" };

    public static void Write(string path, MachineFacts machine, IReadOnlyList<BenchRow> rows)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, JsonSerializer.Serialize(new { Machine = machine, Rows = rows }, Options));
    }
}
