namespace Testing.Tables.Witnesses;

/// <summary>The output of a witness script: the table it sees, and what it says of the file.</summary>
internal sealed record WitnessAnswer(WitnessColumn[] Columns, Dictionary<string, string>? Metadata, string? CreatedBy,
    WitnessChunk[]? Chunks);
