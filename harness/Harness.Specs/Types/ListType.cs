using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Harness.Specs.Yaml;

namespace Harness.Specs.Types;

/// <summary>A list of values of one type.</summary>
/// <param name="items">The type of every entry.</param>
/// <param name="minimum">The least number of entries.</param>
/// <param name="maximum">The greatest number of entries.</param>
public sealed class ListType<T>(SpecType<T> items, int minimum, int maximum) : SpecType<ImmutableArray<T>>
{
    public SpecType<T> Items => items;

    public int Minimum => minimum;

    public int Maximum => maximum;

    /// <summary>A single value may stand for the list of it, and is how that list is written.</summary>
    public bool AllowsSingle { get; init; }

    /// <summary>No value may occur twice.</summary>
    public bool IsSet { get; init; }

    public override string Expected
    {
        get
        {
            var single = AllowsSingle ? $"{items.Expected}, or " : "";
            var count = minimum == 0 ? "at most" : $"{minimum} to";
            return $"{single}a list of {count} {maximum} values, each {items.Expected}";
        }
    }

    internal override bool TryRead(SpecNode node, ReadScope scope, out ImmutableArray<T> value)
    {
        value = [];
        if (AllowsSingle && node is ScalarNode)
            return TryReadSingle(node, scope, out value);
        if (node is not ListNode list || list.Items.Length < minimum || list.Items.Length > maximum)
            return scope.Fail(node, Expected);
        return TryReadItems(list, scope with { What = $"each entry of {scope.What}" }, out value);
    }

    private bool TryReadSingle(SpecNode node, ReadScope scope, out ImmutableArray<T> value)
    {
        var valid = items.TryRead(node, scope, out var single);
        value = valid ? [single!] : [];
        return valid;
    }

    private bool TryReadItems(ListNode list, ReadScope scope, out ImmutableArray<T> value)
    {
        var read = ImmutableArray.CreateBuilder<T>(list.Items.Length);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in list.Items)
            if (items.TryRead(node, scope, out var item) && (!IsSet || seen.Add(items.Json(item)) || Twice(node, scope)))
                read.Add(item);
        value = read.ToImmutable();
        return value.Length == list.Items.Length;
    }

    private static bool Twice(SpecNode node, ReadScope scope)
    {
        scope.Errors.Add(node.Where, $"{scope.What} must occur once; {node.Describe()} occurs twice");
        return false;
    }

    internal override JsonObject Schema(IReadOnlyCollection<string> datasets) => AllowsSingle
        ? new JsonObject { ["anyOf"] = new JsonArray(items.Schema(datasets), List(datasets)) }
        : List(datasets);

    private JsonObject List(IReadOnlyCollection<string> datasets) => new()
    {
        ["type"] = "array",
        ["items"] = items.Schema(datasets),
        ["minItems"] = minimum,
        ["maxItems"] = maximum,
        ["uniqueItems"] = IsSet,
    };

    internal override string Json(ImmutableArray<T> value) =>
        AllowsSingle && value.Length == 1 ? items.Json(value[0]) : $"[{string.Join(',', value.Select(items.Json))}]";

    internal override string Short(ImmutableArray<T> value) => string.Join('-', value.Select(items.Short));
}
