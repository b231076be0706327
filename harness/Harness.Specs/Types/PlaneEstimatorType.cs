using System.Text.Json.Nodes;
using Engine.InformationPlane;
using Harness.Specs.Yaml;

namespace Harness.Specs.Types;

/// <summary>An estimator of the information plane by its name.</summary>
public sealed class PlaneEstimatorType : SpecType<PlaneEstimator>
{
    private static readonly string[] Names = ["binning-30", PlaneEstimator.PairwiseUpper.Name, PlaneEstimator.PairwiseLower.Name];

    public override string Expected => $"binning-B with 2 to {PlaneEstimator.MaximumBins} bins B, {Names[1]} or {Names[2]}";

    internal override bool TryRead(SpecNode node, ReadScope scope, out PlaneEstimator value)
    {
        var text = (node as ScalarNode)?.Text;
        return PlaneEstimator.TryParse(text, out value) || scope.Fail(node, Expected, NearestName.Suggestion(text ?? "", Names));
    }

    internal override JsonObject Schema(IReadOnlyCollection<string> datasets) => new() { ["type"] = "string", ["pattern"] = $"^(binning-[0-9]+|{Names[1]}|{Names[2]})$" };

    internal override string Json(PlaneEstimator value) => $"\"{value.Name}\"";
}
