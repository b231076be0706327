namespace Cli.Tests.Docs;

/// <summary>The README, as its tests read it.</summary>
internal static class Readme
{
    /// <summary>Indented lines are commands or what they print.</summary>
    private const string Indent = "    ";

    public static IReadOnlyList<string> Lines { get; } = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "README.md"));

    /// <summary>The lines of the first block that is marked so.</summary>
    public static IEnumerable<string> Block(string mark) =>
        Lines.SkipWhile(line => line != $"```{mark}").Skip(1).TakeWhile(line => line != "```");

    /// <summary>The indented lines from the one that starts so on.</summary>
    public static IEnumerable<string> Indented(string first) =>
        Lines.SkipWhile(line => !line.StartsWith(Indent + first, StringComparison.Ordinal))
        .TakeWhile(line => line.StartsWith(Indent, StringComparison.Ordinal)).Select(line => line[Indent.Length..]);
}
