using Harness.Specs.Errors;
using Harness.Specs.Yaml;

namespace Harness.Specs.Reading;

/// <summary>A <c>key=value</c> of the command line: a dotted key and a value in YAML.</summary>
internal sealed record SpecOverride(string Path, SpecNode Value, SpecLocation Where)
{
    /// <summary>Reads an override; null when it is wrong, which is then reported.</summary>
    public static SpecOverride? Parse(string text, SpecErrors errors)
    {
        var where = SpecLocation.Whole($"override {ScalarNode.Shown(text)}");
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            errors.Add(where, "an override is written key=value, e.g. training.l2=1e-3");
            return null;
        }
        var value = YamlTree.ReadValue(text[(equals + 1)..], where, errors);
        return value is null ? null : new SpecOverride(text[..equals].Trim(), value, where);
    }
}
