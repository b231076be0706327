using System.Collections.Immutable;
using Harness.Specs.Errors;

namespace Harness.Specs.Yaml;

/// <summary>A sequence.</summary>
internal sealed record ListNode(SpecLocation Where, ImmutableArray<SpecNode> Items) : SpecNode(Where)
{
    internal override string Describe() => Items.IsEmpty ? "an empty list" : Items.Length == 1 ? "a list of one entry" : $"a list of {Items.Length} entries";
}
