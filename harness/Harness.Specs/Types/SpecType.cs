using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Harness.Specs.Yaml;

namespace Harness.Specs.Types;

/// <summary>The values that a key can take: how they are read, what they must be, how they are written.</summary>
public abstract class SpecType<T>
{
    /// <summary>The demand on a value, to follow "must be".</summary>
    public abstract string Expected { get; }

    /// <summary>Reads a value; when it is wrong, reports every mistake in it and gives false.</summary>
    internal abstract bool TryRead(SpecNode node, ReadScope scope, [MaybeNullWhen(false)] out T value);

    /// <summary>The one JSON text of a value: equal values have equal texts.</summary>
    internal abstract string Json(T value);

    /// <summary>The type as JSON Schema, for editors.</summary>
    /// <param name="datasets">Names of the catalogue.</param>
    internal abstract JsonObject Schema(IReadOnlyCollection<string> datasets);

    /// <summary>A short readable text for names of runs.</summary>
    internal virtual string Short(T value) => Json(value).Trim('"');
}

/// <summary>The context in which a value is read: the name of the value, and the world around the spec.</summary>
/// <param name="What">The subject of error messages, e.g. <c>training.l2</c>.</param>
/// <param name="Datasets">The names of the catalogue.</param>
/// <param name="Folder">Where relative paths start.</param>
internal sealed record ReadScope(string What, IReadOnlyCollection<string> Datasets, string Folder, SpecErrors Errors)
{
    /// <summary>Null where no file of scores is read.</summary>
    public ScoreReader? Scores { get; init; }

    /// <summary>Reports that <paramref name="node"/> is not what is needed; always false.</summary>
    /// <param name="suggest">Follows what was found; it is not called once there are enough mistakes.</param>
    public bool Fail(SpecNode node, string expected, Func<string>? suggest = null)
    {
        Errors.Add(node.Where, () => $"{What} must be {expected}; found {node.Describe()}{suggest?.Invoke()}");
        return false;
    }
}
