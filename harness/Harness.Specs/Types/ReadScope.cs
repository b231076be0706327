using Harness.Specs.Errors;
using Harness.Specs.Yaml;

namespace Harness.Specs.Types;

/// <summary>What reading a value needs to know: what the value is called, and the world around the spec.</summary>
/// <param name="What">The subject of error messages, e.g. <c>training.l2</c>.</param>
/// <param name="Datasets">The names of the catalogue.</param>
/// <param name="Folder">Where relative paths start.</param>
internal sealed record ReadScope(string What, IReadOnlyCollection<string> Datasets, string Folder, SpecErrors Errors)
{
    /// <summary>Reports that <paramref name="node"/> is not what is needed; always false.</summary>
    public bool Fail(SpecNode node, string expected, string suggestion = "")
    {
        Errors.Add(node.Where, $"{What} must be {expected}; found {node.Describe()}{suggestion}");
        return false;
    }
}
