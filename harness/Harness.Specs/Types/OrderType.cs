using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Engine;
using Engine.Ablation;
using Engine.Measures;
using Harness.Specs.Json;
using Harness.Specs.Yaml;

namespace Harness.Specs.Types;

/// <summary>Reads the scores of neurons that a spec names.</summary>
/// <param name="path">Of a file.</param>
/// <exception cref="UserErrorException">There is no such file, or it is no table of finite scores, one for a neuron.</exception>
public delegate NeuronScores ScoreReader(string path);

/// <summary>An order of neurons: a measure or a selection by its name, or scores from a file, <c>{scores: FILE, name: NAME}</c>.</summary>
public sealed class OrderType : SpecType<Measure>
{
    private const string Scores = "scores", Name = "name";

    private static readonly NameType Names = new();

    public override string Expected => $"{SpecChoices.Measure.Expected}, or {{{Scores}: FILE, {Name}: NAME}}";

    internal override bool TryRead(SpecNode node, ReadScope scope, [MaybeNullWhen(false)] out Measure value)
    {
        value = null;
        if (node is not MapNode map)
            return SpecChoices.Measure.TryParse((node as ScalarNode)?.Text, out value)
                || scope.Fail(node, Expected, () => SpecChoices.Measure.Suggestion((node as ScalarNode)?.Text ?? ""));
        var entries = map.Distinct("", scope.Errors).ToDictionary(entry => entry.Key.Text, entry => entry.Value, StringComparer.Ordinal);
        if (entries.Count != 2 || map.Entries.Length != 2
            || !entries.TryGetValue(Scores, out var file) || !entries.TryGetValue(Name, out var named)
            || file is not ScalarNode { IsNothing: false, Text: { Length: > 0 } path } || path.Contains('\0', StringComparison.Ordinal))
            return scope.Fail(node, Expected);
        var valid = TryReadName(named, scope with { What = $"the {Name} of {Scores}" }, out var name);
        if (TryReadScores(file, path, scope) is not { } scores || !valid)
            return false;
        value = scores.Under(name!);
        return true;
    }

    /// <summary>Tables tell orders by their names, and a file system takes no two that differ in case alone.</summary>
    private static bool TryReadName(SpecNode node, ReadScope scope, out string? name)
    {
        if (!Names.TryRead(node, scope, out name))
            return false;
        var text = name;
        if (!SpecChoices.Measure.Names.Append(RandomOrders.Name).Contains(text, StringComparer.OrdinalIgnoreCase))
            return true;
        scope.Errors.Add(node.Where, $"{scope.What} is {text}, which is an order of the engine's: choose another");
        return false;
    }

    private static NeuronScores? TryReadScores(SpecNode file, string path, ReadScope scope)
    {
        try
        {
            var read = scope.Scores ?? throw new UserErrorException($"{path}: scores are not read here");
            return read(Path.GetFullPath(path, scope.Folder));
        }
        catch (UserErrorException fault)
        {
            scope.Errors.Add(file.Where, fault.Message);
            return null;
        }
    }

    /// <summary>Of scores the file's name, without its folder, and the checksum of what was read from it.</summary>
    internal override string Json(Measure value) => value.Scores is { } scores
        ? $"{{\"{Scores}\":{JsonText.Quoted(Path.GetFileName(scores.Source))},\"{Name}\":{JsonText.Quoted(value.Name)},"
            + $"\"sha256\":\"{scores.Sha256}\"}}"
        : SpecChoices.Measure.Json(value);

    /// <summary>The same as a node.</summary>
    public JsonNode Node(Measure value) => JsonNode.Parse(Json(value))!;

    internal override string Short(Measure value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Name;
    }

    internal override JsonObject Schema(IReadOnlyCollection<string> datasets) => new()
    {
        ["anyOf"] = new JsonArray(
            SpecChoices.Measure.Schema(datasets),
            new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject
                {
                    [Scores] = new JsonObject { ["type"] = "string", ["minLength"] = 1 },
                    [Name] = Names.Schema(datasets),
                },
                ["required"] = new JsonArray(Scores, Name),
                ["additionalProperties"] = false,
            }),
    };
}
