using Harness.Build;

namespace Build.Tests;

/// <summary>build.sh and build.ps1 hold no step themselves, so that they cannot know different words.</summary>
public sealed class ScriptTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names => ["build.sh", "build.ps1"];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_script_is_thin_and_tells_no_word_from_another(string script)
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, script));
        Assert.InRange(text.Split('\n').Length, 1, 50);
        Assert.All(Verbs.All, verb => Assert.DoesNotMatch($"""['"]{verb.Name}['"]|\b{verb.Name}\)""", text));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void From_any_folder_the_help_lists_every_word(string script)
    {
        var help = Scripts.Run(script, "--help");
        Assert.Equal((0, Verbs.Usage.TrimEnd()), (help.ExitCode, help.Output));
    }

    /// <summary>Each verb's mistakes: nothing is built for them, and both scripts end with the same words and exit code.</summary>
    [Theory]
    [InlineData("tset")]
    [InlineData("build", "--check")]
    [InlineData("demo", "fast")]
    [InlineData("test", "Core", "Simd")]
    [InlineData("bench", "--witnesses")]
    [InlineData("--check", "run", "--version")]
    [InlineData("setup", "--wittnesses")]
    [InlineData("format", "--torch=cpu")]
    [InlineData("clean", "a b")]
    [InlineData("--torch")]
    [InlineData("build", "--torch", "")]
    public void A_mistake_is_exit_code_2_in_the_parsers_words(params string[] words)
    {
        var mistake = Assert.Throws<UserMistakeException>(() => Invocation.Parse(words)).Message;
        Assert.All(["build.sh", "build.ps1"], script =>
        {
            var result = Scripts.Run(script, words);
            Assert.Equal((2, mistake), (result.ExitCode, result.Output));
        });
    }

    /// <summary>But for *, which PowerShell expands for every program on Linux: RunVerbTests has that.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void What_follows_run_reaches_the_engine_word_by_word(string script)
    {
        BuiltTree.Write(folder, "for word; do echo \"[$word]\"; done");
        var result = Scripts.RunIn(folder.Path, script, "run", "a b", "", "--help", "--torch", "$HOME", "it's", "\"so\"");
        Assert.Equal((0, "[a b] [] [--help] [--torch] [$HOME] [it's] [\"so\"]"), (result.ExitCode, result.Output.ReplaceLineEndings(" ")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_engines_exit_code_is_the_scripts(string script)
    {
        BuiltTree.Write(folder, "exit 75");
        Assert.Equal(75, Scripts.RunIn(folder.Path, script, "run").ExitCode);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_version_is_the_engines_own(string script)
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("ENGINE_BUILT") == "1",
            "runs below ./build.sh test alone: the script must find nothing to build while tests run");
        var result = Scripts.Run(script, "run", "--version");
        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+(\+[0-9a-f]+)?$", result.Output);
    }

    [Fact]
    public void Without_dotnet_it_says_what_is_needed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh is for Unix");
        using var commands = new CommandRunner();
        foreach (var program in new[] { "dirname", "cat" })
            File.CreateSymbolicLink(Path.Combine(folder.Path, program), Path.Combine("/usr/bin", program));
        var result = commands.Run(Scripts.Command("build.sh", RepositoryRoot.Path, ["--help"]) with
        {
            Environment = new Dictionary<string, string> { ["PATH"] = folder.Path },
        });
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("The .NET 10 SDK is needed", result.Output, StringComparison.Ordinal);
    }
}

/// <summary>Runs build.sh under sh, and build.ps1 under the PowerShell that <c>./build.sh setup --witnesses</c> restores.</summary>
internal static class Scripts
{
    public static CommandResult Run(string script, params string[] words) => RunIn(RepositoryRoot.Path, script, words);

    public static CommandResult RunIn(string root, string script, params string[] words)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "these tests compare both scripts, and build.sh is for Unix");
        using var commands = new CommandRunner();
        if (script == "build.ps1")
            Witness.Require(HasPowerShell.Value, "PowerShell");
        return commands.Run(Command(script, root, words));
    }

    public static Command Command(string script, string root, IReadOnlyList<string> words)
    {
        var path = Path.Combine(root, script);
        return script == "build.ps1"
            ? PowerShell("-NoProfile", "-File", path) with { Arguments = [.. PowerShell("-NoProfile", "-File", path).Arguments, .. words] }
            : new Command("/bin/sh", [path, .. words], Path.GetTempPath());
    }

    private static readonly Lazy<bool> HasPowerShell = new(() =>
    {
        using var commands = new CommandRunner();
        return commands.Run(PowerShell("-Version")).Succeeded;
    });

    // A local tool is found by the current folder.
    private static Command PowerShell(params string[] arguments) => Dotnet.Command(new Home(RepositoryRoot.Path), ["pwsh", .. arguments]);
}
