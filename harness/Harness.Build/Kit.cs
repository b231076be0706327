using System.Runtime.InteropServices;

namespace Harness.Build;

/// <summary>
/// Packs all that a visit to a machine with a GPU needs (harness/docs/gpu.md), which may have neither .NET nor a network: the programs in
/// one folder, this .NET, a trained network with data, and gpu-day.sh.
/// </summary>
internal static class Kit
{
    /// <summary>Of the packed file: what small transfers still take.</summary>
    internal const long MostBytes = 60L << 20;

    private const string Name = "engine-gpu-day";
    private const string NetworksOf = "250-500-250-500";

    /// <summary>Enough for outputs like a trained network's: how many are 0 is what an ablation's time depends on.</summary>
    private const string Epochs = "3";

    private static readonly string[] Projects = ["Harness.Cli", "Ilgpu.Tests", "Torch.Tests", "Benchmarks"];

    // Documentation, and of .NET what debuggers need.
    private static readonly string[] NotRun = [".pdb", ".xml", "createdump", "libmscordbi.so", "libmscordaccore.so"];

    /// <exception cref="StepFailedException">A step failed, or the file is over <see cref="MostBytes"/>.</exception>
    /// <exception cref="UserMistakeException">This is no system that a kit can be made on.</exception>
    public static int Run(Workshop workshop)
    {
        RequireSystem(RuntimeInformation.RuntimeIdentifier);
        var (home, steps) = (workshop.Home, workshop.Steps);
        Building.RunIfNeeded(workshop, Target.Everything);
        var kit = Path.Combine(home.Kit, Name);
        if (Directory.Exists(kit))
            Directory.Delete(kit, recursive: true);
        steps.Time("programs", () => Merge([.. Projects.Select(home.Release)], Path.Combine(kit, "bin")), count => $"{count} files");
        CopyRuntime(Path.Combine(kit, "dotnet"));
        CopyTorchPart(workshop, Path.Combine(kit, "bin"));
        var data = KitData.Find(workshop);
        var network = CopyNetwork(workshop, data, kit);
        data.Lay(Path.Combine(kit, "data"));
        foreach (var file in new[] { Path.Combine(home.GpuDay, "gpu-day.sh"), Path.Combine(home.Root, "LICENSE") })
            File.Copy(file, Path.Combine(kit, Path.GetFileName(file)));
        File.WriteAllText(Path.Combine(kit, "facts"), $"""
            set={data.Set}
            data={data.Told}
            network={network}
            training={NetworksOf}, {Epochs} epochs on all training images of {data.Set} when the kit was made
            epochs={Epochs}
            revision={Revision(workshop)}

            """);
        return Pack(workshop, kit);
    }

    /// <summary>Requires .NET as Microsoft builds it for any Linux, on the processors that GPU machines have.</summary>
    internal static void RequireSystem(string runtime)
    {
        if (runtime != "linux-x64")
            throw new UserMistakeException(
                $"kit: it is made on linux-x64 by Microsoft's .NET, which runs on any Linux; this .NET is one for {runtime} alone");
    }

    /// <summary>Programs that were built of the same sources share their libraries.</summary>
    /// <returns>The number of files.</returns>
    /// <exception cref="StepFailedException">Two of the folders have different files of one name.</exception>
    internal static int Merge(IReadOnlyList<string> folders, string into)
    {
        Directory.CreateDirectory(into);
        foreach (var folder in folders)
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(IsRun))
            {
                var target = Path.Combine(into, Path.GetRelativePath(folder, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                if (!File.Exists(target))
                    File.Copy(file, target);
                else if (!File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(target)))
                    throw new StepFailedException($"kit: {file} is not what another program has; ./build.sh clean, then ./build.sh kit");
            }
        }
        return Directory.GetFiles(into, "*", SearchOption.AllDirectories).Length;
    }

    /// <summary>Tells the size, and refuses one that is too large.</summary>
    internal static string RequireSize(long bytes)
    {
        var said = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bytes / 1048576.0:F1} MiB packed");
        return bytes <= MostBytes
            ? said
            : throw new StepFailedException($"kit: {said}, and at most {MostBytes >> 20} MiB are wanted: a smaller data set is the way");
    }

    private static bool IsRun(string file) =>
        !NotRun.Any(end => file.EndsWith(end, StringComparison.Ordinal)) && !file.Contains("__pycache__", StringComparison.Ordinal);

    /// <summary>As DOTNET_ROOT wants it: the folder of the runtime that this program runs on, and the library that finds it.</summary>
    private static void CopyRuntime(string into)
    {
        var runtime = new DirectoryInfo(RuntimeEnvironment.GetRuntimeDirectory());
        var root = runtime.Parent!.Parent!.Parent!.FullName;
        Merge([runtime.FullName], Path.Combine(into, "shared", runtime.Parent.Name, runtime.Name));
        Merge([Path.Combine(root, "host", "fxr", runtime.Name)], Path.Combine(into, "host", "fxr", runtime.Name));
        foreach (var text in Directory.EnumerateFiles(root, "*.txt"))
            File.Copy(text, Path.Combine(into, Path.GetFileName(text)));
    }

    /// <summary>TorchSharp's own part of its native library is small; libtorch is the GPU machine's.</summary>
    private static void CopyTorchPart(Workshop workshop, string into)
    {
        var asked = workshop.Steps.Commands.Run(
            Dotnet.Command(workshop.Home, ["msbuild", "engine/Engine.Torch", "-getProperty:PkgTorchSharp"]));
        var file = Path.Combine(asked.Output.Trim(), "runtimes", "linux-x64", "native", "libLibTorchSharp.so");
        if (!asked.Succeeded || !File.Exists(file))
            throw workshop.Steps.Failure($"kit: TorchSharp's native part was not found in its package ({file})", asked);
        File.Copy(file, Path.Combine(into, Path.GetFileName(file)));
    }

    /// <summary>Trains the network that benchmarks take, by the kit's own programs, unless it is kept from before.</summary>
    /// <returns>Its file.</returns>
    private static string CopyNetwork(Workshop workshop, KitData data, string kit)
    {
        var kept = Path.Combine(workshop.Home.Artifacts, "bench");
        string[] arguments =
        [
            "gpu-network", "--set", data.Set, "--networks", kept, "--epochs", Epochs, "--json",
            Path.Combine(workshop.Home.Kit, "network.json"),
        ];
        workshop.Steps.Run("network", new Command(Path.Combine(kit, "bin", "Benchmarks"), arguments, kit)
        {
            Environment = new Dictionary<string, string>(data.Environment) { ["DOTNET_ROOT"] = Path.Combine(kit, "dotnet") },
        });
        var file = Directory.GetFiles(kept, $"{data.Set}-{NetworksOf}-*-{Epochs}.safetensors").Single();
        Directory.CreateDirectory(Path.Combine(kit, "networks"));
        File.Copy(file, Path.Combine(kit, "networks", Path.GetFileName(file)));
        return Path.GetFileName(file);
    }

    private static string Revision(Workshop workshop) =>
        workshop.Steps.Commands.Run(new Command(workshop.Home.EngineLauncher, ["--version"], workshop.Home.Root)).Output.Trim();

    private static int Pack(Workshop workshop, string kit)
    {
        var packed = kit + ".tar.xz";
        File.Delete(packed);
        workshop.Steps.Run("pack", new Command("tar", ["--sort=name", "-cJf", packed, Name], workshop.Home.Kit)
        {
            Environment = new Dictionary<string, string> { ["XZ_OPT"] = "-9" },
        });
        workshop.Steps.Note($"  {packed}: {RequireSize(new FileInfo(packed).Length)}");
        return 0;
    }
}
