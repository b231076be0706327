namespace Harness.Cli.Submitting;

/// <summary>A word as a POSIX shell takes it.</summary>
internal static class ShellWord
{
    public static string Quoted(string word) =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_=./:,+@%".Contains(letter))
            ? word
            : $"'{word.Replace("'", "'\\''")}'";
}
