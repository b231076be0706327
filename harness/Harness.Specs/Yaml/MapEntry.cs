namespace Harness.Specs.Yaml;

/// <summary>One key of a mapping and its value.</summary>
internal sealed record MapEntry(ScalarNode Key, SpecNode Value);
