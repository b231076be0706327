namespace Testing.Tables.Witnesses;

/// <summary>A column in a witness's words.</summary>
/// <param name="Cells">Per row the value as text; null for null. Moments are microseconds since 1970.</param>
internal sealed record WitnessColumn(string Name, string Type, string?[] Cells);
