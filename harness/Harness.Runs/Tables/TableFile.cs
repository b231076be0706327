namespace Harness.Runs.Tables;

/// <summary>A file's table and its key-value metadata.</summary>
/// <param name="IsVerified">Whether the file has a checksum, and its content matches it.</param>
public sealed record TableFile(Table Table, IReadOnlyDictionary<string, string> Metadata, bool IsVerified = false);
