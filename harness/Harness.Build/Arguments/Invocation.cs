using Harness.Build.Providers;
using Harness.Build.Verbs;

namespace Harness.Build.Arguments;

/// <summary>What the user asked for.</summary>
/// <param name="Providers">Null where the option was not given: then the last answer's choice holds.</param>
/// <param name="Words">What stood after the verb and is no option of ours.</param>
internal sealed record Invocation(Verb Verb, ProviderChoice? Providers, bool Witnesses, bool Check, bool Help, IReadOnlyList<string> Words);
