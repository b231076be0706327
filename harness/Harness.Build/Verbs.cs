namespace Harness.Build;

/// <summary>All words that build.sh and build.ps1 know; the first is what they do without one.</summary>
internal static class Verbs
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        new("build", "build", "builds everything; afterwards artifacts/engine starts the command line", [Options.Torch], 0, Build),
        new(
            "demo", "demo", "sets up, builds what it needs and runs the main job; its results are in artifacts/demo", [Options.Torch], 0,
            Demo),
        new(
            "test", "test [PART-OF-NAME]", "sets up, builds, checks the format and runs the tests, or those projects' only",
            [Options.Torch, Options.Oclgrind], 1, Test),
        new(
            "bench", "bench [NAME]", "measures the engine against what a user would pick instead: ablation, histogram, training, …, or all",
            [Options.Torch], 1, Bench),
        new(
            "run", "run ARGS...", "builds if needed and becomes the engine with these arguments", [Options.Torch], int.MaxValue, Run,
            OutputIsTheEngines: true),
        new(
            "kit", "kit", "packs what a visit to a machine with a GPU needs, without .NET and network: artifacts/kit", [Options.Torch], 0,
            Kit.Run),
        new(
            "setup", "setup [--witnesses]", "installs what demo and test need, and the outside witnesses of the tests",
            [Options.Torch, Options.Witnesses], 0, Setup),
        new("format", "format [--check]", "formats the sources, or only tells which are not formatted", [Options.Check], 0, Format),
        new("clean", "clean", "removes what was built; results such as artifacts/demo stay", [], 0, Clean),
    ];

    public static string Usage => $"""
        ./build.sh [VERB] [OPTIONS]        (on Windows: build.ps1, the same words)

        {string.Join('\n', All.Select(verb => $"  {verb.Form,-22} {verb.Summary}"))}

          --torch CHOICE         TorchSharp's native library: none, cpu or cuda; auto (at first) is cuda where there is an
                                 NVIDIA driver, else none. Remembered until another is given or ./build.sh clean.
          --oclgrind             test: instead of the tests, every GPU kernel on Oclgrind, a simulator that finds races, accesses
                                 beyond a buffer and reads of what nothing wrote; prints a table, and takes long
          --help                 this text

        Exit codes: 0 done, 1 a step or a test failed, 2 not understood or not to be had, 130 Ctrl-C; after run and demo the engine's own.

        """;

    private static int Build(Workshop workshop)
    {
        Building.Run(workshop, Target.Everything);
        return 0;
    }

    private static int Demo(Workshop workshop)
    {
        var home = workshop.Home;
        Setups.Run(workshop, witnesses: false);
        Building.RunIfNeeded(workshop, Target.CommandLine);
        if (Directory.Exists(home.Demo))
            Directory.Delete(home.Demo, recursive: true);
        return Handover.To(home.EngineStart, ["run", home.DemoSpec, "--out", home.Demo]);
    }

    private static int Test(Workshop workshop) =>
        workshop.Invocation.Has(Options.Oclgrind) ? Oclgrind(workshop) : TestRuns.Run(workshop);

    /// <summary>The exit code is 1 where anything was found.</summary>
    private static int Oclgrind(Workshop workshop)
    {
        if (workshop.Invocation.Words is [var word, ..])
            throw new UserMistakeException($"test --oclgrind does not take \"{word}\"; it runs every kernel");
        Building.RunIfNeeded(workshop, Target.Oclgrind);
        return Handover.To(Dotnet.Program, [Path.Combine(workshop.Home.Release("Oclgrind"), "Oclgrind.dll")]);
    }

    private static int Run(Workshop workshop)
    {
        Building.RunIfNeeded(workshop, Target.CommandLine);
        return Handover.To(workshop.Home.EngineStart, workshop.Invocation.Words);
    }

    /// <summary>Rows whose baseline is missing say so.</summary>
    private static int Bench(Workshop workshop)
    {
        Setups.Run(workshop, witnesses: true);
        Building.RunIfNeeded(workshop, Target.Benchmarks);
        var project = Path.GetFileName(Target.Benchmarks.Project);
        return Handover.To(Dotnet.Program, [Path.Combine(workshop.Home.Release(project), project + ".dll"), .. workshop.Invocation.Words]);
    }

    private static int Setup(Workshop workshop)
    {
        TorchNative.Run(workshop);
        var complete = Setups.Run(workshop, workshop.Invocation.Has(Options.Witnesses));
        if (!complete && Workshop.IsCI)
            throw new StepFailedException("setup: in CI all of it must be there");
        if (complete)
            workshop.Steps.Note("  all that was asked for is here");
        return 0;
    }

    private static int Format(Workshop workshop)
    {
        workshop.Steps.Run("format", Dotnet.Format(workshop.Home, check: workshop.Invocation.Has(Options.Check)));
        return 0;
    }

    /// <summary>Results stay: they took minutes or hours. So does artifacts/tool, this program itself.</summary>
    private static int Clean(Workshop workshop)
    {
        var home = workshop.Home;
        string[] folders =
            [home.BuildOutput, home.TestResults, home.Torch, home.NewerLibraries, home.GpuAssembler, home.Kit];
        foreach (var folder in folders.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
        File.Delete(home.EngineLauncher);
        workshop.Steps.Note("removed what was built");
        return 0;
    }
}
