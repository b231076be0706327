namespace Harness.Build.Arguments;

internal static class Options
{
    public const string Witnesses = "--witnesses";
    public const string Check = "--check";

    public static IReadOnlyList<string> All { get; } = [Witnesses, Check, "--help"];
}
