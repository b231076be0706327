using Harness.Build.Verbs;

namespace Harness.Build.Arguments;

/// <summary>What the user asked for.</summary>
/// <param name="Words">What stood after the verb and is no option of ours.</param>
internal sealed record Invocation(Verb Verb, bool Witnesses, bool Check, bool Help, IReadOnlyList<string> Words);
