using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Harness.Specs.Yaml;

namespace Harness.Specs.Types;

/// <summary>The values that a key can take: how they are read, what they must be, how they are written.</summary>
public abstract class SpecType<T>
{
    /// <summary>What a value must be, to follow "must be".</summary>
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
