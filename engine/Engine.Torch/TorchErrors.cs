using System.Runtime.InteropServices;

namespace Engine.Torch;

/// <summary>Reads libtorch's errors, which arrive as text with a trace of its own functions behind the first line.</summary>
internal static class TorchErrors
{
    private static readonly string[] MemoryWords = ["out of memory", "can't allocate memory", "not enough memory", "ALLOC_FAILED"];

    public static bool IsOutOfMemory(ExternalException error) =>
        MemoryWords.Any(words => error.Message.Contains(words, StringComparison.OrdinalIgnoreCase));

    public static string FirstLine(ExternalException error) => error.Message.AsSpan().Trim().ToString().Split('\n')[0].TrimEnd();
}
