using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Harness.Specs.Json;
using Harness.Specs.Yaml;

namespace Harness.Specs.Types;

/// <summary>A name of the catalogue, or a folder of files in a known format.</summary>
public sealed class DatasetType : SpecType<DataSetRequest>
{
    public override string Expected => "a name of the catalogue, {idx: FOLDER} or {cifar: FOLDER}";

    internal override bool TryRead(SpecNode node, ReadScope scope, [MaybeNullWhen(false)] out DataSetRequest value)
    {
        value = node switch
        {
            ScalarNode { IsNothing: false } name => Named(name, scope),
            MapNode { Entries: [{ Value: ScalarNode { IsNothing: false } } entry] } => Folder(entry, scope),
            _ => null,
        };
        return value is not null || scope.Fail(node, Expected);
    }

    private static DataSetRequest? Named(ScalarNode node, ReadScope scope)
    {
        if (scope.Datasets.Contains(node.Text))
            return DataSetRequest.Named(node.Text);
        scope.Errors.Add(
            node.Where,
            () => $"unknown data set {ScalarNode.Shown(node.Text)}{NearestName.Suggestion(node.Text, scope.Datasets)} (known: "
                + $"{string.Join(", ", scope.Datasets)}; or {{idx: FOLDER}}, {{cifar: FOLDER}})");
        return DataSetRequest.Named(node.Text);
    }

    private static DataSetRequest? Folder(MapEntry entry, ReadScope scope)
    {
        DataSetKind? kind = entry.Key.Text switch
        {
            DataSetRequest.IdxKey => DataSetKind.IdxFolder,
            DataSetRequest.CifarKey => DataSetKind.CifarFolder,
            _ => null,
        };
        var folder = ((ScalarNode)entry.Value).Text;
        if (kind is null || folder.Length == 0 || folder.Contains('\0', StringComparison.Ordinal))
            return null;
        return new DataSetRequest(kind.Value, folder, Path.GetFullPath(folder, scope.Folder));
    }

    internal override JsonObject Schema(IReadOnlyCollection<string> datasets) => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["enum"] = new JsonArray([.. datasets.Select(name => (JsonNode)name)]) },
            Folder(DataSetRequest.IdxKey),
            Folder(DataSetRequest.CifarKey)),
    };

    private static JsonObject Folder(string source) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { [source] = new JsonObject { ["type"] = "string", ["minLength"] = 1 } },
        ["required"] = new JsonArray(source),
        ["additionalProperties"] = false,
    };

    internal override string Json(DataSetRequest value) => value.Kind switch
    {
        DataSetKind.Named => JsonText.Quoted(value.Text),
        DataSetKind.IdxFolder => $"{{\"{DataSetRequest.IdxKey}\":{JsonText.Quoted(value.Text)}}}",
        _ => $"{{\"{DataSetRequest.CifarKey}\":{JsonText.Quoted(value.Text)}}}",
    };

    internal override string Short(DataSetRequest value) =>
        value.Kind == DataSetKind.Named ? value.Text : Path.GetFileName(value.Path.TrimEnd('/', '\\'));
}

/// <summary>A name that every file system takes for a folder.</summary>
public sealed class NameType : SpecType<string>
{
    private const int MaximumLength = 100;

    private static readonly string[] DeviceNames = ["con", "prn", "aux", "nul"];

    public override string Expected =>
        $"usable as a folder's name: 1 to {MaximumLength} of the letters a-z, A-Z, digits, '-', '_' and '.', "
        + "beginning with a letter or digit, not ending with '.', and no device name of Windows";

    internal override bool TryRead(SpecNode node, ReadScope scope, [MaybeNullWhen(false)] out string value)
    {
        value = node is ScalarNode { IsNothing: false } scalar ? scalar.Text : "";
        return IsFolderName(value) || scope.Fail(node, Expected);
    }

    private static bool IsFolderName(string name) =>
        name.Length is > 0 and <= MaximumLength
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
        && char.IsAsciiLetterOrDigit(name[0]) && name[^1] != '.'
        && !IsDevice(name.Split('.')[0].ToLowerInvariant());

    private static bool IsDevice(string stem) =>
        DeviceNames.Contains(stem) || (stem.Length == 4 && stem[..3] is ("com" or "lpt") && char.IsAsciiDigit(stem[^1]));

    internal override JsonObject Schema(IReadOnlyCollection<string> datasets) => new()
    {
        ["type"] = "string",
        ["pattern"] = "^[A-Za-z0-9][A-Za-z0-9_.-]*$",
        ["maxLength"] = MaximumLength,
    };

    internal override string Json(string value) => JsonText.Quoted(value);
}
