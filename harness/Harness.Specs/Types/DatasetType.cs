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
        scope.Errors.Add(node.Where, $"unknown data set {ScalarNode.Shown(node.Text)}{NearestName.Suggestion(node.Text, scope.Datasets)} (known: {string.Join(", ", scope.Datasets)}; or {{idx: FOLDER}}, {{cifar: FOLDER}})");
        return DataSetRequest.Named(node.Text);
    }

    private static DataSetRequest? Folder(MapEntry entry, ReadScope scope)
    {
        DataSetKind? kind = entry.Key.Text switch { "idx" => DataSetKind.IdxFolder, "cifar" => DataSetKind.CifarFolder, _ => null };
        var folder = ((ScalarNode)entry.Value).Text;
        if (kind is null || folder.Length == 0 || folder.Contains('\0', StringComparison.Ordinal))
            return null;
        return new DataSetRequest(kind.Value, folder, Path.GetFullPath(folder, scope.Folder));
    }

    internal override JsonObject Schema(IReadOnlyCollection<string> datasets) => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["enum"] = new JsonArray([.. datasets.Select(name => (JsonNode)name)]) },
            Folder("idx"),
            Folder("cifar")),
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
        DataSetKind.IdxFolder => $"{{\"idx\":{JsonText.Quoted(value.Text)}}}",
        _ => $"{{\"cifar\":{JsonText.Quoted(value.Text)}}}",
    };

    internal override string Short(DataSetRequest value) =>
        value.Kind == DataSetKind.Named ? value.Text : Path.GetFileName(value.Path.TrimEnd('/', '\\'));
}
