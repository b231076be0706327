using Harness.Specs.Errors;

namespace Harness.Specs.Yaml;

/// <summary>A value of a YAML document with its place.</summary>
internal abstract record SpecNode(SpecLocation Where)
{
    /// <summary>The value as error messages show it.</summary>
    internal abstract string Describe();
}
