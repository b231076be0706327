namespace Engine.Tables;

/// <summary>What a file held: the table and its key-value metadata.</summary>
public sealed record TableFile(Table Table, IReadOnlyDictionary<string, string> Metadata);
