using System.Text.Json.Nodes;
using Engine.InformationPlane;
using Engine.Measures;
using Harness.Specs.Yaml;

namespace Harness.Specs.Types;

/// <summary>A quantizer by its name.</summary>
public sealed class QuantizerType : SpecType<QuantizerRule>
{
    private static readonly string[] Names =
        ["one-bit", "uniform-4", "quantile-4", "zero-uniform-4", "robust-uniform-4", "robust-zero-uniform-4"];

    public override string Expected =>
        "one-bit, uniform-B, quantile-B, zero-uniform-B, robust-uniform-B or robust-zero-uniform-B with 1 to "
        + $"{QuantizerRule.MaximumBits} bits B";

    internal override bool TryRead(SpecNode node, ReadScope scope, out QuantizerRule value)
    {
        var text = (node as ScalarNode)?.Text;
        return QuantizerRule.TryParse(text, out value) || scope.Fail(node, Expected, () => Suggestion(text));
    }

    // Only the word is judged: a wrong number of bits is explained by what is expected.
    private static string Suggestion(string? text)
    {
        var near = text is null ? null : NearestName.Find(text, Names);
        return near is null || near[..^1] == text![..^1] ? "" : $"; did you mean {near}?";
    }

    internal override JsonObject Schema(IReadOnlyCollection<string> datasets) => new()
    {
        ["type"] = "string",
        ["pattern"] = "^(one-bit|(quantile|(robust-)?(zero-)?uniform)-[0-9]+)$",
    };

    internal override string Json(QuantizerRule value) => $"\"{value.Name}\"";
}

/// <summary>An estimator of the information plane by its name.</summary>
public sealed class PlaneEstimatorType : SpecType<PlaneEstimator>
{
    private static readonly string[] Names =
        ["binning-30", "robust-binning-30", "binning-edges-30", PlaneEstimator.PairwiseUpper.Name, PlaneEstimator.PairwiseLower.Name];

    public override string Expected =>
        $"binning-B or robust-binning-B with 2 to {PlaneEstimator.MaximumBins} bins B, binning-edges-B with as many edges, {Names[3]} or "
        + Names[4];

    internal override bool TryRead(SpecNode node, ReadScope scope, out PlaneEstimator value)
    {
        var text = (node as ScalarNode)?.Text;
        return PlaneEstimator.TryParse(text, out value) || scope.Fail(node, Expected, () => NearestName.Suggestion(text ?? "", Names));
    }

    internal override JsonObject Schema(IReadOnlyCollection<string> datasets) => new()
    {
        ["type"] = "string",
        ["pattern"] = $"^((robust-)?binning-[0-9]+|binning-edges-[0-9]+|{Names[3]}|{Names[4]})$",
    };

    internal override string Json(PlaneEstimator value) => $"\"{value.Name}\"";
}
