namespace Harness.Build.Verbs;

/// <summary>A word after build.sh.</summary>
/// <param name="Form">The word with its arguments, as the help shows it.</param>
/// <param name="MostWords">How many words may follow it.</param>
/// <param name="OutputIsTheEngines">All that follows goes to the engine and standard output is left to it.</param>
internal sealed record Verb(
    string Name,
    string Form,
    string Summary,
    IReadOnlyList<string> Options,
    int MostWords,
    Func<Workshop, int> Run,
    bool OutputIsTheEngines = false);
