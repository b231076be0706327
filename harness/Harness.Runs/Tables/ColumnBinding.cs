using Engine.Tables;

namespace Harness.Runs.Tables;

/// <summary>A column and how its values are read off rows.</summary>
public sealed record ColumnBinding<TRow>(Column Column, Func<IReadOnlyList<TRow>, ColumnValues> Read);
