namespace Tests.Contracts.Tables.Witnesses;

/// <summary>What DuckDB reads in the footer about a chunk.</summary>
internal sealed record WitnessChunk(string Column, int Group, string Encodings, string Compression, string? Min, string? Max, long Nulls);
