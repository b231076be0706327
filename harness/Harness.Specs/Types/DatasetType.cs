using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using Harness.Specs.Json;
using Harness.Specs.Yaml;

namespace Harness.Specs.Types;

/// <summary>A name of the catalogue, or files of the user's own in a known format.</summary>
public sealed class DatasetType : SpecType<DataSetRequest>
{
    public override string Expected =>
        $"a name of the catalogue, {string.Join(", ", DataSetForm.All.SkipLast(1).Select(form => form.Shortest))} or "
            + DataSetForm.All[^1].Shortest;

    internal override bool TryRead(SpecNode node, ReadScope scope, [MaybeNullWhen(false)] out DataSetRequest value)
    {
        value = null;
        if (node is ScalarNode { IsNothing: false } name)
            value = Named(name, scope);
        else if (node is MapNode { Entries.Length: > 0 } map)
            return DataSetMap.TryRead(map, scope, Expected, out value);
        return value is not null || scope.Fail(node, Expected);
    }

    private static DataSetRequest Named(ScalarNode node, ReadScope scope)
    {
        if (!scope.Datasets.Contains(node.Text))
            scope.Errors.Add(
                node.Where,
                () => $"unknown data set {ScalarNode.Shown(node.Text)}{NearestName.Suggestion(node.Text, scope.Datasets)} (known: "
                    + $"{string.Join(", ", scope.Datasets)}; or {string.Join(", ", DataSetForm.All.Select(form => form.Shortest))})");
        return DataSetRequest.Named(node.Text);
    }

    internal override JsonObject Schema(IReadOnlyCollection<string> datasets) => new()
    {
        ["anyOf"] = new JsonArray(
            [new JsonObject { ["enum"] = new JsonArray([.. datasets.Select(name => (JsonNode)name)]) }, .. DataSetForm.All.Select(Schema)]),
    };

    private static JsonObject Schema(DataSetForm form)
    {
        var properties = new JsonObject { [form.Key] = Filled() };
        foreach (var option in form.Options)
            properties[option] = Option(option, form);
        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = form.IsTable ? new JsonArray(form.Key, DataSetForm.Label) : new JsonArray(form.Key),
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject Option(string option, DataSetForm form) => option switch
    {
        DataSetForm.Labels => new JsonObject { ["enum"] = new JsonArray(DataSetForm.Fine, DataSetForm.Coarse) },
        DataSetForm.Columns => new JsonObject { ["type"] = "array", ["items"] = Filled(), ["minItems"] = 1, ["uniqueItems"] = true },
        DataSetForm.Split when form.IsTable => new JsonObject { ["anyOf"] = new JsonArray(Share(), Filled()) },
        DataSetForm.Split => Share(),
        _ => Filled(),
    };

    private static JsonObject Filled() => new() { ["type"] = "string", ["minLength"] = 1 };

    private static JsonObject Share() => new() { ["type"] = "number", ["exclusiveMinimum"] = 0, ["exclusiveMaximum"] = 1 };

    internal override string Json(DataSetRequest value) => DataSetForm.Of(value.Kind) is { } form
        ? $"{{{string.Join(',', form.Entries(value).Select(entry => $"\"{entry.Key}\":{Json(entry.Key, entry.Value, value)}"))}}}"
        : JsonText.Quoted(value.Text);

    private static string Json(string key, string text, DataSetRequest value) => key switch
    {
        DataSetForm.Columns => $"[{string.Join(',', value.Columns.Select(JsonText.Quoted))}]",
        DataSetForm.Split when value.TestShare is not null => text,
        _ => JsonText.Quoted(text),
    };

    internal override string Short(DataSetRequest value) =>
        value.Kind == DataSetKind.Named ? value.Text : Path.GetFileName(value.Path.TrimEnd('/', '\\'));
}

/// <summary>Reads the map of a data set of the user's own.</summary>
internal static class DataSetMap
{
    public static bool TryRead(MapNode map, ReadScope scope, string expected, [MaybeNullWhen(false)] out DataSetRequest value)
    {
        value = null;
        var entries = map.Distinct($"{scope.What}: ", scope.Errors).ToArray();
        if (DataSetForm.All.FirstOrDefault(form => entries.Any(entry => entry.Key.Text == form.Key)) is not { } form)
        {
            var first = entries[0].Key.Text;
            return scope.Fail(map, expected, () => NearestName.Suggestion(first, DataSetForm.All.Select(form => form.Key)));
        }

        var read = new DataSetRequest(form.Kind, "");
        var isRight = entries.Length == map.Entries.Length;
        foreach (var entry in entries)
            isRight &= TryRead(entry, form, scope, ref read);
        if (form.IsTable && entries.All(entry => entry.Key.Text != DataSetForm.Label))
            isRight = scope.Fail(map, $"{form.Shortest}: {DataSetForm.Label} is missing, the column that holds the classes");
        value = isRight ? read : null;
        return isRight && AgreesWithItself(map, read, scope);
    }

    private static bool TryRead(MapEntry entry, DataSetForm form, ReadScope scope, ref DataSetRequest read)
    {
        var key = entry.Key.Text;
        if (key != form.Key && !form.Options.Contains(key))
        {
            var known = form.Options.Prepend(form.Key).ToArray();
            scope.Errors.Add(
                entry.Key.Where,
                () => $"{scope.What}: unknown key {ScalarNode.Shown(key)}{NearestName.Suggestion(key, known)} "
                    + $"({form.Key} takes {string.Join(", ", known)})");
            return false;
        }
        if (key == DataSetForm.Columns)
            return TryReadColumns(entry.Value, scope, ref read);
        if (entry.Value is not ScalarNode { IsNothing: false, Text.Length: > 0 } scalar
            || scalar.Text.Contains('\0', StringComparison.Ordinal))
            return scope.Fail(entry.Value, $"{form.Shortest} with a value for {key}");
        var text = scalar.Text;
        DataSetRequest? next = key switch
        {
            DataSetForm.Name => read with { Part = text },
            DataSetForm.Labels =>
                text is DataSetForm.Fine or DataSetForm.Coarse ? read with { IsCoarse = text == DataSetForm.Coarse } : null,
            DataSetForm.Label => read with { Label = text },
            DataSetForm.Split => Split(scalar, form, read),
            _ => read with { Text = text, Path = Path.GetFullPath(text, scope.Folder) },
        };
        if (next is null)
            return scope.Fail(entry.Value, key == DataSetForm.Labels
                ? $"given {DataSetForm.Labels} that are {DataSetForm.Fine} or {DataSetForm.Coarse}"
                : $"given a {DataSetForm.Split} between 0 and 1, the share of the samples that is for testing"
                    + (form.IsTable ? ", or the name of a column" : ""));
        read = next;
        return true;
    }

    /// <summary>A plain number is a share; anything else is the name of a column.</summary>
    private static DataSetRequest? Split(ScalarNode scalar, DataSetForm form, DataSetRequest read)
    {
        if (!scalar.IsPlain || !double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share))
            return form.IsTable ? read with { SplitColumn = scalar.Text } : null;
        return share is > 0 and < 1 ? read with { TestShare = share } : null;
    }

    private static bool TryReadColumns(SpecNode node, ReadScope scope, ref DataSetRequest read)
    {
        if (node is not ListNode { Items.Length: > 0 } list
            || !list.Items.All(item => item is ScalarNode { IsNothing: false, Text.Length: > 0 }))
            return scope.Fail(node, $"given {DataSetForm.Columns} as a list of columns' names");
        ImmutableArray<string> columns = [.. list.Items.Select(item => ((ScalarNode)item).Text)];
        if (columns.GroupBy(column => column).FirstOrDefault(group => group.Count() > 1) is { } twice)
            return scope.Fail(node, $"given {DataSetForm.Columns} without a repetition: {ScalarNode.Shown(twice.Key)} is there twice");
        read = read with { Columns = columns };
        return true;
    }

    private static bool AgreesWithItself(MapNode map, DataSetRequest read, ReadScope scope)
    {
        if (read.Label is null || !(read.Columns.Contains(read.Label) || read.SplitColumn == read.Label))
            return read.SplitColumn is not { } split || !read.Columns.Contains(split)
                || scope.Fail(map, $"given {DataSetForm.Columns} without the column of {DataSetForm.Split}, {ScalarNode.Shown(split)}");
        return scope.Fail(map, $"given a {DataSetForm.Label} that is no other column too: {ScalarNode.Shown(read.Label)}");
    }
}
