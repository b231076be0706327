namespace Tests.Contracts.Tables.Witnesses;

/// <summary>What a witness script prints: the table it sees, and what it says of the file.</summary>
internal sealed record WitnessAnswer(WitnessColumn[] Columns, Dictionary<string, string>? Metadata, string? CreatedBy,
    WitnessChunk[]? Chunks);
