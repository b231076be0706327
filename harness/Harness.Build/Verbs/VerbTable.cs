using Harness.Build.Arguments;

namespace Harness.Build.Verbs;

/// <summary>All words that build.sh and build.ps1 know; the first is what they do without one.</summary>
internal static class VerbTable
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        new("build", "build", "builds everything; afterwards artifacts/engine starts the command line", [], 0, BuildVerb.Run),
        new("demo", "demo", "sets up, builds and runs the main job; its results are in artifacts/demo", [], 0, DemoVerb.Run),
        new("test", "test [PART-OF-NAME]", "sets up, builds, checks the format and runs the tests, or those projects' only", [], 1, TestVerb.Run),
        new("bench", "bench [NAME]", "measures the engine against what a user would pick instead: ablation, histogram, training, …, or all", [], 1, BenchVerb.Run),
        new("run", "run ARGS...", "builds if needed and becomes the engine with these arguments", [], int.MaxValue, RunVerb.Run, OutputIsTheEngines: true),
        new("setup", "setup [--witnesses]", "installs what demo and test need, and the outside witnesses of the tests", [Options.Witnesses], 0, SetupVerb.Run),
        new("format", "format [--check]", "formats the sources, or only tells which are not formatted", [Options.Check], 0, FormatVerb.Run),
        new("clean", "clean", "removes what was built; results such as artifacts/demo stay", [], 0, CleanVerb.Run),
    ];
}
