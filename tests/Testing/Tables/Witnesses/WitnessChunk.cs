namespace Testing.Tables.Witnesses;

/// <summary>The facts about a chunk that DuckDB reads in the footer.</summary>
internal sealed record WitnessChunk(string Column, int Group, string Encodings, string Compression, string? Min, string? Max, long Nulls);
