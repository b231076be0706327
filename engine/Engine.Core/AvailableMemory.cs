namespace Engine;

/// <summary>The memory that this process may use: the machine's, or less where a container or the runtime has a limit.</summary>
public static class AvailableMemory
{
    public static long Bytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>The end of a message that something does not fit.</summary>
    /// <param name="otherwise">Another way out than more memory, e.g. <c>use a smaller set</c>.</param>
    public static string Shortage(string otherwise) => $"{Bytes >> 20} MiB may be used in all. Give the process more, or {otherwise}.";
}
