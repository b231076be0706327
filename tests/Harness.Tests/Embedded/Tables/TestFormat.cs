using Engine.Tables;

namespace Harness.Parquet.Tests.Tables;

/// <summary>The format under test, from and to bytes.</summary>
internal static class TestFormat
{
    public const string Source = "results/some.parquet";

    public static readonly Dictionary<string, string> NoMetadata = [];

    public static byte[] Write(Table table, ParquetOptions? options = null, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var stream = new MemoryStream();
        new EmbeddedParquet(options ?? new()).Write(stream, table, metadata ?? NoMetadata);
        return stream.ToArray();
    }

    public static TableFile Read(byte[] file) => new EmbeddedParquet().Read(new MemoryStream(file), Source);

    public static Table RoundTrip(Table table, ParquetOptions? options = null) => Read(Write(table, options)).Table;
}
