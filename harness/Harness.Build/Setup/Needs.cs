using Harness.Build.Processes;

namespace Harness.Build.Setup;

/// <summary>The table of what is needed; one line each.</summary>
internal sealed class Needs(Home home, CommandRunner commands)
{
    private const string WithoutWitness = "the tests that compare with it are skipped";
    private readonly Apt apt = new(commands);
    private readonly Python python = new(commands);

    public IReadOnlyList<Need> ForDemoAndTests =>
    [
        new("FashionMNIST", "the engine downloads it when a run first needs it", () => File.Exists("/usr/share/datasets/fashion-mnist/train-images-idx3-ubyte.gz"), Package("dataset-fashion-mnist")),
        new("Node.js", "reports have tables but no charts", () => NodePackages.CanInstall(commands), Package("nodejs", "npm")),
    ];

    public IReadOnlyList<Need> Witnesses =>
    [
        new("NumPy", WithoutWitness, () => python.Imports("numpy"), Package("python3-numpy")),
        new("SciPy", WithoutWitness, () => python.Imports("scipy"), Package("python3-scipy")),
        new("scikit-learn", WithoutWitness, () => python.Imports("sklearn"), Package("python3-sklearn")),
        new("PyTorch", WithoutWitness, () => python.Imports("torch"), Package("python3-torch")),
        new("pandas", WithoutWitness, () => python.Imports("pandas"), Package("python3-pandas")),
        new("matplotlib", WithoutWitness, () => python.Imports("matplotlib"), Package("python3-matplotlib")),
        new("OpenBLAS", "NumPy and PyTorch multiply slowly, and the benchmarks flatter the engine", HasOpenBlas, Package("libopenblas0")),
        new("Slurm", WithoutWitness, () => File.Exists("/usr/sbin/slurmctld") && File.Exists("/usr/sbin/munged"), Package("slurm-wlm", "munge")),
        new("Chromium", "the tests of the report in a browser are skipped, and engine report --png takes another browser", () => File.Exists("/usr/bin/chromium"), Package("chromium", "fonts-dejavu-core")),
        .. File.Exists(Path.Combine(home.NodeWitnesses, "package.json")) ? Node : [],
    ];

    private IReadOnlyList<Need> Node =>
    [
        new("DuckDB, hyparquet and Playwright", WithoutWitness, () => NodePackages.AreHere(home.NodeWitnesses), new NodePackages(home.NodeWitnesses, commands)),
    ];

    private AptPackages Package(params string[] names) => new(apt, names);

    /// <summary>In the folder of the machine's architecture.</summary>
    private static bool HasOpenBlas() => Directory.Exists("/usr/lib") && Directory.EnumerateFiles("/usr/lib", "libopenblas.so.0", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1, IgnoreInaccessible = true }).Any();
}
