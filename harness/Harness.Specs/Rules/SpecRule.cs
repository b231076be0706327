using System.Collections.Immutable;

namespace Harness.Specs.Rules;

/// <summary>Something that several keys must agree on, or a default that depends on other keys.</summary>
/// <param name="Keys">All that it looks at: when one of them could not be read it is left out, and an error names their swept values.</param>
/// <param name="Apply">Reports what is wrong and gives the spec, completed.</param>
internal sealed record SpecRule(ImmutableArray<string> Keys, Func<RunSpec, RuleScope, RunSpec> Apply);
