using System.Runtime.InteropServices;

namespace Engine;

/// <summary>Pipes, devices and sockets: no place for results, and no file with content. A pipe that nobody writes into would be waited
/// for without an end.</summary>
public static partial class SpecialFile
{
    /// <summary>Linux's AT_FDCWD and STATX_TYPE.</summary>
    private const int CurrentFolder = -100, TypeAlone = 1;

    /// <summary>Where the structure that Linux fills has the mode, and how long it is.</summary>
    private const int Mode = 28, Length = 256;

    private const int TypeMask = 0xF000, Pipe = 0x1000, Characters = 0x2000, Blocks = 0x6000, Socket = 0xC000;

    /// <summary>Whether something is there that is neither a file with content nor a folder; see <see cref="Kind"/>.</summary>
    public static bool Is(string path) => Kind(path) is not null;

    /// <summary>E.g. <c>a pipe</c>; null for files with content, folders, and where nothing is. Links are followed. Null on systems that
    /// are not Linux, whose pipes .NET does not tell from files.</summary>
    public static string? Kind(string path)
    {
        var found = new byte[Length];
        if (!OperatingSystem.IsLinux() || Look(CurrentFolder, path, 0, TypeAlone, found) != 0)
            return null;
        return (BitConverter.ToUInt16(found, Mode) & TypeMask) switch
        {
            Pipe => "a pipe",
            Characters or Blocks => "a device",
            Socket => "a socket",
            _ => null,
        };
    }

    /// <summary>Whether it is a stream that this process was started with, as a shell's <c>&lt;(…)</c> is: whoever writes into it is
    /// there.</summary>
    public static bool IsOwnStream(string path) =>
        path is "/dev/stdin" || Path.GetDirectoryName(path) is "/dev/fd" or "/proc/self/fd";

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Look(int folder, string path, int flags, uint mask, [Out] byte[] found);
}
