using Harness.Runs.Parquet;
using Harness.Runs.Tables;

namespace Harness.Tests.Runs.Sweeps;

/// <summary>
/// Parquet that calls the test after half of a table's bytes are written: to cancel, or to throw what a full disk throws.
/// </summary>
internal sealed class HookedFormat(Action<string, int> halfway) : ParquetFormat
{
    private int _writes;

    public override void Write(Stream stream, Table table, IReadOnlyDictionary<string, string> metadata)
    {
        using var whole = new MemoryStream();
        base.Write(whole, table, metadata);
        var bytes = whole.ToArray();
        stream.Write(bytes, 0, bytes.Length / 2);
        stream.Flush();
        halfway(table.Schema.Name, ++_writes);
        stream.Write(bytes, bytes.Length / 2, bytes.Length - (bytes.Length / 2));
    }
}
