using System.Text.RegularExpressions;

namespace Harness.Build;

/// <summary>
/// NVIDIA's assembler of GPU code, ptxas: what a driver turns kernels into machine code with, and it needs no GPU. Debian has it among
/// what is not free software; of its package stay the assembler, the disassembler and their licence, for the tests alone.
/// </summary>
internal static partial class GpuAssembler
{
    private const string Package = "nvidia-cuda-toolkit";
    private const string Licence = "usr/share/doc/nvidia-cuda-toolkit/copyright";

    private static readonly string[] Programs = ["ptxas", "nvdisasm"];

    /// <summary>Ours, or on the path, as machines with CUDA have them.</summary>
    public static bool IsHere(Home home) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Prepend(Folder(home))
            .Any(folder => Programs.All(program => File.Exists(Path.Combine(folder, program))));

    /// <summary>Null when done, otherwise why it could not be.</summary>
    public static string? Install(Workshop workshop)
    {
        var home = workshop.Home;
        if (!File.Exists("/usr/bin/apt-get"))
            return "only Debian is helped by itself; elsewhere it comes with CUDA: put ptxas on the path";
        if (new AptFolder(workshop.Steps.Commands, home.GpuAssembler).Lay(Sources, "download", Package) is { } error)
            return error;
        string[] kept =
            [.. Programs.Select(program => Path.Combine(Folder(home), program)), Path.Combine(home.GpuAssembler, Licence)];
        foreach (var file in Directory.EnumerateFiles(home.GpuAssembler, "*", SearchOption.AllDirectories).Except(kept))
            File.Delete(file);
        return IsHere(home) ? null : $"the package {Package} has no {string.Join(" or no ", Programs)}";
    }

    /// <summary>The system's sources, each for what is not free; of one file in either of apt's forms.</summary>
    internal static string Sources(string text, string extension) =>
        extension == ".sources" ? Components().Replace(text, "Components: non-free") : OneLine().Replace(text, "$1 non-free");

    private static string Folder(Home home) => Path.Combine(home.GpuAssembler, "usr", "bin");

    [GeneratedRegex(@"^Components:.*$", RegexOptions.Multiline)]
    private static partial Regex Components();

    /// <summary>A type, options, an address and a suite, and then what is replaced.</summary>
    [GeneratedRegex(@"^(deb\s+(?:\[[^\]]*\]\s+)?\S+\s+\S+)\s.*$", RegexOptions.Multiline)]
    private static partial Regex OneLine();
}
