namespace Harness.Parquet;

/// <summary>Why a file cannot be read: thrown where the reason is known, turned into a <see cref="Engine.UserErrorException"/> where the
/// file's name is.</summary>
internal sealed class UnreadableFileException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The bytes contradict the format or each other.</summary>
    /// <param name="what">What was found and what is needed.</param>
    public static UnreadableFileException Damaged(string what, Exception? cause = null) =>
        new($"{what}. The file is damaged or incomplete: copy or write it again", cause);

    /// <summary>The file may be sound, but holds something this reader does not know.</summary>
    /// <param name="what">What was found.</param>
    /// <param name="remedy">What to do instead.</param>
    public static UnreadableFileException Unsupported(string what, string remedy) =>
        new($"{what}, which this reader does not know: {remedy}");

    /// <summary>The file may be sound, but holds more than can be read at once.</summary>
    public static UnreadableFileException TooLarge(string what, string remedy, Exception? cause = null) => new($"{what}: {remedy}", cause);

    /// <summary>The same reason, said of a part of the file.</summary>
    public UnreadableFileException Within(string part) => new($"{part}: {Message}", InnerException);
}
