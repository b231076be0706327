using System.Globalization;
using System.Text.Json.Nodes;
using Harness.Specs.Yaml;

namespace Harness.Specs.Types;

/// <summary>A whole number within bounds, both included.</summary>
public sealed class WholeType(int minimum, int maximum = int.MaxValue) : SpecType<int>
{
    public int Minimum => minimum;

    public int Maximum => maximum;

    public override string Expected => maximum == int.MaxValue ? $"a whole number from {minimum} up" : $"a whole number from {minimum} to {maximum}";

    internal override bool TryRead(SpecNode node, ReadScope scope, out int value)
    {
        value = 0;
        var valid = node is ScalarNode { IsPlain: true } scalar
            && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
            && value >= minimum && value <= maximum;
        return valid || scope.Fail(node, Expected);
    }

    internal override JsonObject Schema(IReadOnlyCollection<string> datasets) => new() { ["type"] = "integer", ["minimum"] = minimum, ["maximum"] = maximum };

    internal override string Json(int value) => value.ToString(CultureInfo.InvariantCulture);
}
