using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ILGPU.Runtime.Cuda;

namespace Ilgpu.Tests.Ptx;

/// <summary>Machine code of a kernel for one kind of GPU.</summary>
/// <param name="Fused">How many fused multiply-adds in float32 it has.</param>
/// <param name="Registers">Of a thread.</param>
/// <param name="Spilled">Bytes of local memory that a thread takes: stack, and registers put aside.</param>
/// <param name="SharedBytes">That the kernel declares itself.</param>
internal sealed record PtxAssembly(int Fused, int Registers, int Spilled, int SharedBytes);

/// <summary>NVIDIA's assembler, which a driver has within itself, and its disassembler: they need no GPU.</summary>
internal sealed partial class PtxAssembler
{
    private readonly string _folder;

    private PtxAssembler(string folder)
    {
        _folder = folder;
        var release = Release().Match(Run("ptxas", "--version"));
        Assert.True(release.Success, $"{folder}/ptxas --version names no release");
        Driver = CudaDriverVersion.FromMajorMinor(Number(release, "major"), Number(release, "minor"));
    }

    /// <summary>The driver that has this assembler.</summary>
    public CudaDriverVersion Driver { get; }

    /// <summary>Where there is none the test is skipped.</summary>
    public static PtxAssembler Require()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Prepend(Path.Combine(RepositoryRoot.Path, "artifacts", "gpu-assembler", "usr", "bin"));
        var found = folders.FirstOrDefault(
            folder => File.Exists(Path.Combine(folder, "ptxas")) && File.Exists(Path.Combine(folder, "nvdisasm")));
        Witness.Require(found is not null, "ptxas, NVIDIA's assembler of GPU code,");
        return new PtxAssembler(found!);
    }

    /// <summary>Whether it knows a kind of GPU: each release knows those that were there.</summary>
    public bool Knows(string gpu) => Run("ptxas", "--help").Contains($"'{gpu}'", StringComparison.Ordinal);

    /// <param name="gpu">As in <c>sm_90</c>.</param>
    /// <param name="fuses">Whether products and sums may become one operation where the code leaves it open.</param>
    public PtxAssembly Assemble(PtxModule ptx, string gpu, bool fuses)
    {
        using var folder = new TemporaryFolder();
        var (source, target) = (folder.Write("kernel.ptx", ptx.Text), Path.Combine(folder.Path, "kernel.cubin"));
        var said = Run(
            "ptxas", "--verbose", $"--gpu-name={gpu}", $"--fmad={(fuses ? "true" : "false")}", $"--output-file={target}", source);
        var fused = FusedOperation().Count(Run("nvdisasm", target));
        return new PtxAssembly(fused, Sum(said, Registers()), Sum(said, Local()), Sum(said, Shared()));
    }

    private static int Sum(string text, Regex numbers) =>
        numbers.Matches(text).SelectMany(match => match.Groups["n"].Captures)
            .Sum(number => int.Parse(number.Value, CultureInfo.InvariantCulture));

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(Path.Combine(_folder, program), arguments)
            { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {errors.Result}");
        return output + errors.Result;
    }

    [GeneratedRegex(@"release (?<major>\d+)\.(?<minor>\d+)")]
    private static partial Regex Release();

    [GeneratedRegex(@"\bFFMA")]
    private static partial Regex FusedOperation();

    [GeneratedRegex(@"Used (?<n>\d+) registers")]
    private static partial Regex Registers();

    [GeneratedRegex(@"(?<n>\d+) bytes stack frame, (?<n>\d+) bytes spill stores, (?<n>\d+) bytes spill loads")]
    private static partial Regex Local();

    [GeneratedRegex(@"(?<n>\d+) bytes smem")]
    private static partial Regex Shared();
}
