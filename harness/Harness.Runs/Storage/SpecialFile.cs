using System.Runtime.InteropServices;

namespace Harness.Runs.Storage;

/// <summary>Pipes, devices and sockets: no place for results, and no file that a job can read again.</summary>
public static partial class SpecialFile
{
    /// <summary>Linux's AT_FDCWD and STATX_TYPE.</summary>
    private const int CurrentFolder = -100, TypeAlone = 1;

    /// <summary>Where the structure that Linux fills has the mode, and how long it is.</summary>
    private const int Mode = 28, Length = 256;

    private const int TypeMask = 0xF000, Folder = 0x4000, Regular = 0x8000;

    /// <summary>Whether something is there that is neither a file with content nor a folder; links are followed. False on systems that
    /// are not Linux, which .NET does not tell from it.</summary>
    public static bool Is(string path)
    {
        var found = new byte[Length];
        return OperatingSystem.IsLinux()
            && Look(CurrentFolder, path, 0, TypeAlone, found) == 0
            && (BitConverter.ToUInt16(found, Mode) & TypeMask) is not (Folder or Regular);
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Look(int folder, string path, int flags, uint mask, [Out] byte[] found);
}
