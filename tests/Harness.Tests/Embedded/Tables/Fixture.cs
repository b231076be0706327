namespace Harness.Parquet.Tests.Tables;

/// <summary>Small files that other programs wrote: <c>write-duckdb.mjs duckdb-v1.parquet V1 uncompressed 60</c> and <c>… duckdb-v2.parquet
/// V2 uncompressed 300</c> of tests/witnesses/node, DuckDB 1.5.5.</summary>
internal static class Fixture
{
    public static string Path(string name) =>
        System.IO.Path.Combine(RepositoryRoot.Path, "tests", "Harness.Tests", "Embedded", "Fixtures", name);
}
