namespace Harness.Runs.Parquet;

/// <summary>Why a file cannot be read, where we know it ourselves.</summary>
internal sealed class UnreadableFileException(string message) : Exception(message)
{
    /// <summary>Whether the file is not as it was written; then something can be done about it.</summary>
    public bool IsDamage { get; private init; }

    public static UnreadableFileException Damaged(string what) => new(what) { IsDamage = true };
}
