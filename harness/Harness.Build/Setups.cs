namespace Harness.Build;

/// <summary>Something outside the tree that the demo or the tests use.</summary>
/// <param name="Without">The loss where it is not there.</param>
/// <param name="Install">Null when done, otherwise why it could not be.</param>
internal sealed record Need(string Name, string Without, Func<bool> IsHere, Func<string?> Install);

/// <summary>Installs what is not there yet and says plainly what it could not.</summary>
internal static class Setups
{
    private const string WithoutWitness = "the tests that compare with it are skipped";

    /// <summary>Whether all is there now.</summary>
    public static bool Run(Workshop workshop, bool witnesses)
    {
        var apt = new Apt(workshop.Steps.Commands);
        var needs = witnesses ? ForDemoAndTests(workshop, apt).Concat(Witnesses(workshop, apt)) : ForDemoAndTests(workshop, apt);
        return needs.ToList().ConvertAll(need => Meet(workshop.Steps, need)).TrueForAll(met => met);
    }

    internal static bool Meet(Steps steps, Need need)
    {
        if (need.IsHere())
            return true;
        var reason = steps.Time($"install {need.Name}", need.Install);
        if (reason is null && need.IsHere())
            return true;
        steps.Note($"  could not install {need.Name}: {reason ?? "installed, yet not found"}\n    without it {need.Without}");
        return false;
    }

    private static IEnumerable<Need> ForDemoAndTests(Workshop workshop, Apt apt) =>
    [
        new(
            "FashionMNIST", "the engine downloads it when a run first needs it",
            () => File.Exists("/usr/share/datasets/fashion-mnist/train-images-idx3-ubyte.gz"), () => apt.Install("dataset-fashion-mnist")),
        new(
            "Node.js", "reports have tables but no charts", () => NodePackages.CanInstall(workshop.Steps.Commands),
            () => apt.Install("nodejs", "npm")),
    ];

    private static IEnumerable<Need> Witnesses(Workshop workshop, Apt apt)
    {
        var commands = workshop.Steps.Commands;
        var node = workshop.Home.NodeWitnesses;
        Need PythonModule(string name, string module, string package) =>
            new(name, WithoutWitness, () => Python.Imports(commands, module), () => apt.Install(package));
        return
        [
            PythonModule("NumPy", "numpy", "python3-numpy"),
            PythonModule("SciPy", "scipy", "python3-scipy"),
            PythonModule("scikit-learn", "sklearn", "python3-sklearn"),
            PythonModule("PyTorch", "torch", "python3-torch"),
            PythonModule("pandas", "pandas", "python3-pandas"),
            PythonModule("matplotlib", "matplotlib", "python3-matplotlib"),
            new(
                "OpenBLAS", "NumPy and PyTorch multiply slowly, and the benchmarks flatter the engine", HasOpenBlas,
                () => apt.Install("libopenblas0")),
            new(
                "Slurm", WithoutWitness, () => File.Exists("/usr/sbin/slurmctld") && File.Exists("/usr/sbin/munged"),
                () => apt.Install("slurm-wlm", "munge")),
            new(
                "Chromium", "the tests of the report in a browser are skipped, and engine report --png takes another browser",
                () => File.Exists("/usr/bin/chromium"), () => apt.Install("chromium", "fonts-dejavu-core")),
            new(
                "DuckDB, hyparquet and Playwright", WithoutWitness, () => NodePackages.AreHere(node),
                new NodePackages(node, commands).Install),
            new("PowerShell", "the tests of build.ps1 are skipped", () => Dotnet.HasTools(workshop), () => Dotnet.RestoreTools(workshop)),
            .. TorchNative.Needs(workshop),
            new(
                "ptxas (NVIDIA's assembler of GPU code)", "the tests that assemble kernels for NVIDIA's GPUs are skipped",
                () => GpuAssembler.IsHere(workshop.Home), () => GpuAssembler.Install(workshop)),
            new(
                "PoCL (OpenCL on the CPU)", "the tests of ilgpu-opencl are skipped",
                () => NewerLibraries.AreHere(workshop.Home) || (!NewerLibraries.AreOffered && File.Exists("/etc/OpenCL/vendors/pocl.icd")),
                () => NewerLibraries.AreOffered ? NewerLibraries.Install(workshop) : apt.Install("ocl-icd-libopencl1", "pocl-opencl-icd")),
            new(
                "Oclgrind", "no kernel is looked through for races and for accesses that it must not make",
                () => File.Exists("/usr/lib/oclgrind/liboclgrind-rt.so"), () => apt.Install("oclgrind")),
        ];
    }

    /// <summary>In the folder of the machine's architecture.</summary>
    private static bool HasOpenBlas() => Directory.Exists("/usr/lib") && Directory.EnumerateFiles(
        "/usr/lib", "libopenblas.so.0",
        new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1, IgnoreInaccessible = true }).Any();
}

/// <summary>The package manager of Debian and Ubuntu.</summary>
internal sealed class Apt(CommandRunner commands)
{
    private static readonly string[] Patiently = ["-o", "DPkg::Lock::Timeout=300"];
    private bool updated;

    /// <summary>Null when done, otherwise why it could not be.</summary>
    public string? Install(params string[] packages)
    {
        var names = string.Join(' ', packages);
        if (!File.Exists("/usr/bin/apt-get"))
            return $"only Debian and Ubuntu are installed on by themselves; there it is the package {names}";
        if (!Environment.IsPrivilegedProcess)
            return $"that takes root: sudo apt-get install {names}";
        var error = TryInstall(packages);
        if (error is not null && Update())
            error = TryInstall(packages);
        return error;
    }

    /// <summary>Runs apt-get without questions.</summary>
    public static CommandResult Get(CommandRunner commands, string folder, params IReadOnlyList<string> arguments) =>
        commands.Run(new Command("apt-get", arguments, folder)
        {
            Environment = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive", ["LC_ALL"] = "C.UTF-8" },
            Limit = TimeSpan.FromMinutes(20),
        });

    /// <summary>The reason why apt-get failed, in its own words; null where it did not.</summary>
    public static string? Reason(CommandResult result) =>
        result.Succeeded
            ? null
            : result.Output.Split('\n').LastOrDefault(line => line.StartsWith("E:", StringComparison.Ordinal)) ?? result.Verdict;

    // A fresh machine knows no package until its lists are fetched; one that has them is spared the wait.
    private bool Update()
    {
        if (updated)
            return false;
        updated = true;
        return Get(commands, "/", [.. Patiently, "update"]).Succeeded;
    }

    private string? TryInstall(IReadOnlyList<string> packages) =>
        Reason(Get(commands, "/", [.. Patiently, "install", "-y", "--no-install-recommends", .. packages]));
}

/// <summary>The packages of a folder's package-lock.json.</summary>
internal sealed class NodePackages(string folder, CommandRunner commands)
{
    private static string Npm => OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    /// <summary>npm leaves its own record of what it installed: as new as the lock file, it is what that asks for.</summary>
    public static bool AreHere(string folder)
    {
        var installed = Path.Combine(folder, "node_modules", ".package-lock.json");
        return File.Exists(installed)
            && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json"));
    }

    /// <summary>Whether Node.js and its package manager are on this machine.</summary>
    public static bool CanInstall(CommandRunner commands) =>
        new[] { "node", Npm }.All(program => commands.Run(new Command(program, ["--version"], Path.GetTempPath())).Succeeded);

    /// <summary>Null when done, otherwise why it could not be.</summary>
    public string? Install()
    {
        var result = commands.Run(new Command(Npm, ["ci", "--no-audit", "--no-fund"], folder) { Limit = TimeSpan.FromMinutes(15) });
        return result.Succeeded ? null : $"npm ci: {result.Output}";
    }
}

/// <summary>Looks for modules where the tests do (PythonInterpreter): ENGINE_PYTHON, /usr/bin/python3, python3.</summary>
internal static class Python
{
    private static readonly TimeSpan ImportTime = TimeSpan.FromMinutes(2);

    public static bool Imports(CommandRunner commands, string module) =>
        Candidates().Any(
            python => commands.Run(new Command(python, ["-c", $"import {module}"], Path.GetTempPath()) { Limit = ImportTime }).Succeeded);

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("ENGINE_PYTHON") is { Length: > 0 } chosen)
            yield return chosen;
        yield return "/usr/bin/python3";
        yield return "python3";
    }
}
