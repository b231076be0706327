using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Harness.Specs.Yaml;

namespace Harness.Specs.Types;

/// <summary>One of a few names, each standing for a value.</summary>
public sealed class ChoiceType<T> : SpecType<T> where T : notnull
{
    private readonly ImmutableArray<(string Name, T Value)> _choices;

    internal ChoiceType(IEnumerable<(string Name, T Value)> choices) => _choices = [.. choices];

    /// <summary>All values of the enum T under their names in lower case with hyphens: LeakyRelu is <c>leaky-relu</c>.</summary>
    internal ChoiceType() : this(typeof(T).GetEnumValues().Cast<T>().Select(value => (Hyphenated($"{value}"), value))) { }

    /// <summary>The end of the message on a name that is known and is no choice, in place of the nearest name; null on another
    /// name.</summary>
    internal Func<string, string?> Hint { get; init; } = _ => null;

    public IEnumerable<string> Names => _choices.Select(choice => choice.Name);

    public override string Expected =>
        _choices.Length == 1 ? _choices[0].Name : $"{string.Join(", ", Names.SkipLast(1))} or {_choices[^1].Name}";

    public bool TryParse(string? name, [MaybeNullWhen(false)] out T value)
    {
        var index = Names.ToList().IndexOf(name ?? "");
        value = index < 0 ? default : _choices[index].Value;
        return index >= 0;
    }

    /// <summary>The choice that may be meant by a name that is none, as the end of a message; or the empty text.</summary>
    public string Suggestion(string name) => Hint(name) is { } hint ? $"; {hint}" : NearestName.Suggestion(name, Names);

    /// <exception cref="InvalidOperationException">The value is none of the choices.</exception>
    public string NameOf(T value)
    {
        foreach (var choice in _choices)
            if (EqualityComparer<T>.Default.Equals(choice.Value, value))
                return choice.Name;
        throw new InvalidOperationException($"{value} has no name");
    }

    internal override bool TryRead(SpecNode node, ReadScope scope, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        var text = (node as ScalarNode)?.Text;
        return TryParse(text, out value) || scope.Fail(node, Expected, () => Suggestion(text ?? ""));
    }

    internal override JsonObject Schema(IReadOnlyCollection<string> datasets) => new()
    {
        ["enum"] = new JsonArray([.. Names.Select(name => (JsonNode)name)]),
    };

    internal override string Json(T value) => $"\"{NameOf(value)}\"";

    private static string Hyphenated(string name) =>
        string.Concat(name.Select((letter, i) => i > 0 && char.IsUpper(letter) ? $"-{letter}" : $"{letter}")).ToLowerInvariant();
}

/// <summary><c>true</c> or <c>false</c>; YAML 1.1's yes, no, on and off are refused, since YAML 1.2 reads them as texts.</summary>
public sealed class FlagType : SpecType<bool>
{
    public override string Expected => "true or false";

    internal override bool TryRead(SpecNode node, ReadScope scope, out bool value)
    {
        var text = node is ScalarNode { IsPlain: true } scalar ? scalar.Text : null;
        value = text is "true" or "True" or "TRUE";
        return value || text is "false" or "False" or "FALSE" || scope.Fail(node, Expected);
    }

    internal override JsonObject Schema(IReadOnlyCollection<string> datasets) => new() { ["type"] = "boolean" };

    internal override string Json(bool value) => value ? "true" : "false";
}
