using System.Text.Json.Nodes;
using Harness.Specs.Yaml;

namespace Harness.Specs.Types;

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
