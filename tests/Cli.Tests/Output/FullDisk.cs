using System.Diagnostics;

namespace Cli.Tests.Output;

/// <summary>A file system of a few hundred KiB in memory; unmounted when disposed.</summary>
internal sealed class FullDisk : IDisposable
{
    private readonly string _path;

    private FullDisk(string path) => _path = path;

    /// <summary>Null where this process may not mount.</summary>
    public static FullDisk? Mount(string path, string size)
    {
        Directory.CreateDirectory(path);
        return OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", path) ? new FullDisk(path) : null;
    }

    public void Grow(string size) => Assert.True(Run("mount", "-o", $"remount,rw,size={size}", _path));

    public void MakeReadOnly() => Assert.True(Run("mount", "-o", "remount,ro", _path));

    public void Dispose() => Run("umount", _path);

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
