using System.Text.Json.Nodes;
using Engine.Measures;
using Harness.Specs.Yaml;

namespace Harness.Specs.Types;

/// <summary>A quantizer by its name.</summary>
public sealed class QuantizerType : SpecType<QuantizerRule>
{
    private static readonly string[] Names = ["one-bit", "uniform-4", "quantile-4", "zero-uniform-4"];

    public override string Expected => $"one-bit, uniform-B, quantile-B or zero-uniform-B with 1 to {QuantizerRule.MaximumBits} bits B";

    internal override bool TryRead(SpecNode node, ReadScope scope, out QuantizerRule value)
    {
        var text = (node as ScalarNode)?.Text;
        return QuantizerRule.TryParse(text, out value) || scope.Fail(node, Expected, Suggestion(text));
    }

    // Only the word is judged: a wrong number of bits is explained by what is expected.
    private static string Suggestion(string? text)
    {
        var near = text is null ? null : NearestName.Find(text, Names);
        return near is null || near[..^1] == text![..^1] ? "" : $"; did you mean {near}?";
    }

    internal override JsonObject Schema(IReadOnlyCollection<string> datasets) => new() { ["type"] = "string", ["pattern"] = "^(one-bit|(uniform|quantile|zero-uniform)-[0-9]+)$" };

    internal override string Json(QuantizerRule value) => $"\"{value.Name}\"";
}
