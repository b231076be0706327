namespace Harness.Specs.Keys;

/// <summary>A key of the spec: what reading, suggestions and the reference of all keys know about it.</summary>
/// <param name="path">Dotted: <c>training.l2</c>; no dot for a key at the top.</param>
public abstract class SpecKey(string path, string description)
{
    public string Path => path;

    public string Description => description;

    /// <summary>What a value must be, to follow "must be".</summary>
    public abstract string Expected { get; }

    /// <summary>The default as a spec would write it; null when the key is required.</summary>
    public abstract string? DefaultValue { get; }

    /// <summary>What other programs call it; only for suggestions.</summary>
    public IReadOnlyList<string> AlsoCalled { get; init; } = [];

    /// <summary><c>training</c> of <c>training.l2</c>; empty at the top.</summary>
    public string Section => path.Contains('.', StringComparison.Ordinal) ? path[..path.IndexOf('.', StringComparison.Ordinal)] : "";

    /// <summary><c>l2</c> of <c>training.l2</c>.</summary>
    public string Name => path[(path.IndexOf('.', StringComparison.Ordinal) + 1)..];
}
