namespace Harness.Runs.Parquet;

/// <summary>Why a file cannot be read, where we know it ourselves.</summary>
internal sealed class UnreadableFileException(string message) : Exception(message)
{
    public static UnreadableFileException Damaged(string what) =>
        new($"{what}. The file is damaged or incomplete: copy it again, or remove it and run its sweep again with --resume");
}
