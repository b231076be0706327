using YamlDotNet.RepresentationModel;

namespace Cli.Tests.Submitting;

/// <summary>
/// The part of Kubernetes' API that a manifest of a Job touches: fields, their types and which are required, as the reference of batch/v1
/// Job, core/v1 PodTemplateSpec and Container has them. A field that is not in it does not exist for the API server either, which refuses
/// it.
/// </summary>
internal static class KubernetesSchema
{
    private const string Text = "string", Whole = "integer", Map = "map of strings";

    /// <summary>By object: field, type (another object's name, or [] for a list of it), required.</summary>
    private static readonly Dictionary<string, (string Field, string Type, bool Required)[]> Objects = new()
    {
        ["Job"] = [("apiVersion", Text, true), ("kind", Text, true), ("metadata", "ObjectMeta", true), ("spec", "JobSpec", true)],
        ["ObjectMeta"] = [("name", Text, true), ("namespace", Text, false), ("labels", Map, false), ("annotations", Map, false)],
        ["JobSpec"] =
        [
            ("completionMode", Text, false), ("completions", Whole, false), ("parallelism", Whole, false), ("backoffLimit", Whole, false),
            ("activeDeadlineSeconds", Whole, false),
            ("ttlSecondsAfterFinished", Whole, false), ("suspend", "boolean", false), ("podFailurePolicy", "PodFailurePolicy", false),
            ("template", "PodTemplateSpec", true),
        ],
        ["PodFailurePolicy"] = [("rules", "PodFailurePolicyRule[]", true)],
        ["PodFailurePolicyRule"] = [("action", Text, true), ("onExitCodes", "OnExitCodes", false)],
        ["OnExitCodes"] = [("containerName", Text, false), ("operator", Text, true), ("values", "integer[]", true)],
        ["PodTemplateSpec"] = [("metadata", "ObjectMeta", false), ("spec", "PodSpec", true)],
        ["PodSpec"] =
            [("restartPolicy", Text, false), ("terminationGracePeriodSeconds", Whole, false), ("containers", "Container[]", true),
                ("volumes", "Volume[]", false)],
        ["Container"] =
        [
            ("name", Text, true), ("image", Text, false), ("command", "string[]", false), ("args", "string[]", false),
            ("workingDir", Text, false), ("env", "EnvVar[]", false),
            ("resources", "ResourceRequirements", false), ("volumeMounts", "VolumeMount[]", false),
        ],
        ["EnvVar"] = [("name", Text, true), ("value", Text, false)],
        ["ResourceRequirements"] = [("limits", Map, false), ("requests", Map, false)],
        ["VolumeMount"] = [("name", Text, true), ("mountPath", Text, true), ("readOnly", "boolean", false), ("subPath", Text, false)],
        ["Volume"] = [("name", Text, true), ("persistentVolumeClaim", "PersistentVolumeClaimVolumeSource", false)],
        ["PersistentVolumeClaimVolumeSource"] = [("claimName", Text, true), ("readOnly", "boolean", false)],
    };

    /// <summary>The mistakes of a manifest; empty where there are none.</summary>
    public static IReadOnlyList<string> Mistakes(YamlNode node) => [.. Check(node, "Job", "")];

    private static IEnumerable<string> Check(YamlNode node, string type, string path) => type switch
    {
        Text => Scalar(node, path, type, scalar => scalar.Style != YamlDotNet.Core.ScalarStyle.Plain || !IsOther(scalar.Value!)),
        Whole => Scalar(node, path, type, scalar => scalar.Style == YamlDotNet.Core.ScalarStyle.Plain && int.TryParse(scalar.Value, out _)),
        "boolean" => Scalar(node, path, type, scalar => scalar.Value is "true" or "false"),
        Map => node is YamlMappingNode map
            ? map.Children.SelectMany(entry => Check(entry.Value, Text, $"{path}.{entry.Key}"))
            : [$"{path} is no mapping"],
        _ when type.EndsWith("[]", StringComparison.Ordinal) => node is YamlSequenceNode list
            ? list.Children.SelectMany((item, i) => Check(item, type[..^2], $"{path}[{i}]"))
            : [$"{path} is no list"],
        _ => node is YamlMappingNode fields ? CheckObject(fields, type, path) : [$"{path} is no mapping"],
    };

    private static IEnumerable<string> CheckObject(YamlMappingNode node, string type, string path)
    {
        var fields = Objects[type];
        var given = node.Children.ToDictionary(entry => ((YamlScalarNode)entry.Key).Value!, entry => entry.Value);
        return
        [
            .. fields.Where(field => field.Required && !given.ContainsKey(field.Field)).Select(field => $"{path}.{field.Field} is missing"),
            .. given.Where(entry => !fields.Any(field => field.Field == entry.Key))
                .Select(entry => $"{path}.{entry.Key} is no field of {type}"),
            .. fields.Where(field => given.ContainsKey(field.Field))
                .SelectMany(field => Check(given[field.Field], field.Type, $"{path}.{field.Field}")),
        ];
    }

    private static string[] Scalar(YamlNode node, string path, string type, Func<YamlScalarNode, bool> holds) =>
        node is YamlScalarNode scalar && holds(scalar) ? [] : [$"{path} is {node}, which is no {type}"];

    /// <summary>Whether YAML takes a plain word for something else than a text.</summary>
    private static bool IsOther(string word) => double.TryParse(word, out _) || word is "true" or "false" or "null" or "~" or "";
}
