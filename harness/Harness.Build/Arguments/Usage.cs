using Harness.Build.Verbs;

namespace Harness.Build.Arguments;

internal static class Usage
{
    public static string Text(IReadOnlyList<Verb> verbs) => $"""
        ./build.sh [VERB] [OPTIONS]        (on Windows: build.ps1, the same words)

        {string.Join('\n', verbs.Select(verb => $"  {verb.Form,-22} {verb.Summary}"))}

          --help                 this text

        Exit codes: 0 done, 1 a step or a test failed, 2 not understood or not to be had, 130 Ctrl-C; after run and demo the engine's own.

        """;
}
