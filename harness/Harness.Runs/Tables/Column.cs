namespace Harness.Runs.Tables;

/// <summary>A column of a table: its name in snake_case, its type, whether null may stand for a value that does not exist.</summary>
/// <param name="Description">One sentence with the unit, for the generated reference.</param>
public sealed record Column(string Name, ColumnKind Kind, bool Nullable, string Description);
