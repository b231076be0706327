namespace Harness.Build;

/// <summary>Where things are in the tree.</summary>
internal sealed record Home(string Root)
{
    private static readonly string Suffix = OperatingSystem.IsWindows() ? ".exe" : "";

    public string Tests => Path.Combine(Root, "tests");
    public string NodeWitnesses => Path.Combine(Tests, "witnesses", "node");
    public string ReportWeb => Path.Combine(Root, "harness", "Harness.Report", "web");
    public string DemoSpec => Path.Combine(Root, "harness", "experiments", "demo.yaml");

    public string Artifacts => Path.Combine(Root, "artifacts");
    public string Demo => Path.Combine(Artifacts, "demo");
    public string TestResults => Path.Combine(Artifacts, "test-results");
    public string BuildOutput => Path.Combine(Artifacts, "build");

    /// <summary>
    /// TorchSharp's native library, laid down once for all programs (the option Engine.Torch.Folder in Directory.Build.props).
    /// </summary>
    public string Torch => Path.Combine(Artifacts, "torch");

    /// <summary>A newer system's libraries for tests of TorchSharp and OpenCL, where this system's are too old for them.</summary>
    public string NewerLibraries => Path.Combine(Artifacts, "newer-libraries");

    /// <summary>NVIDIA's assembler of GPU code, for tests.</summary>
    public string GpuAssembler => Path.Combine(Artifacts, "gpu-assembler");

    /// <summary>The folder that ./build.sh kit writes.</summary>
    public string Kit => Path.Combine(Artifacts, "kit");

    /// <summary>The folder of gpu-day.sh.</summary>
    public string GpuDay => Path.Combine(Root, "harness", "gpu-day");

    /// <summary>The script that Harness.Report embeds where it is there.</summary>
    public string ReportCharts => Path.Combine(BuildOutput, "web", "report.js");

    public string EngineProgram => Path.Combine(Release("Harness.Cli"), "engine" + Suffix);

    /// <summary>The script that users start.</summary>
    public string EngineLauncher => Path.Combine(Artifacts, OperatingSystem.IsWindows() ? "engine.cmd" : "engine");

    /// <summary>The program that we start ourselves: on Windows not the script, whose shell would read the arguments anew.</summary>
    public string EngineStart => OperatingSystem.IsWindows() ? EngineProgram : EngineLauncher;

    /// <summary>The folder that a project's Release build is written to.</summary>
    public string Release(string project) => Path.Combine(BuildOutput, "bin", project, "release");

    /// <summary>The tree that this program was built from, whatever the current directory is.</summary>
    public static Home Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Engine.sln")))
                return new Home(folder.FullName);
        }

        throw new DirectoryNotFoundException($"no folder above {AppContext.BaseDirectory} holds Engine.sln");
    }
}
