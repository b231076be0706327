using System.Runtime.InteropServices;

namespace Harness.Runs.Storage;

/// <summary>
/// Gives a file its name only if nobody has it, which <see cref="File.Move(string, string)"/> does not promise on Unix: it looks first,
/// then renames.
/// </summary>
internal static partial class HardLink
{
    /// <summary>Linux's and macOS's EEXIST.</summary>
    private const int AlreadyThere = 17;

    /// <summary>Renames a finished file unless there is one of that name.</summary>
    /// <returns>Whether it has the name now.</returns>
    /// <exception cref="IOException">It cannot be renamed for another reason.</exception>
    public static bool TryRename(string from, string to)
    {
        if (OperatingSystem.IsWindows())
            return TryMove(from, to);
        if (Link(from, to) == 0)
            return true;
        if (Marshal.GetLastPInvokeError() != AlreadyThere)
            return TryMove(from, to);
        // Over a network the answer to a first try may get lost, and the second is told that the name is taken: by this file.
        return RegularFile.Fault(to) is null && File.ReadAllBytes(from).AsSpan().SequenceEqual(File.ReadAllBytes(to));
    }

    /// <summary>For file systems without links.</summary>
    private static bool TryMove(string from, string to)
    {
        try
        {
            File.Move(from, to);
            return true;
        }
        catch (IOException) when (File.Exists(to))
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string from, string to);
}
