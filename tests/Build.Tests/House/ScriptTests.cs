using Harness.Build.Processes;
using Harness.Build.Verbs;

namespace House.Tests;

/// <summary>build.sh and build.ps1 hold no step themselves, so that they cannot know different words.</summary>
public class ScriptTests
{
    [Theory]
    [InlineData("build.sh", "exec dotnet \"$tool/bin/Harness.Build/release/Harness.Build.dll\" \"$@\"")]
    [InlineData("build.ps1", "& dotnet (Join-Path $tool 'bin/Harness.Build/release/Harness.Build.dll') @args")]
    public void A_script_hands_all_its_words_to_Harness_Build(string script, string call) =>
        Assert.Single(Tree.Read(script).Split('\n'), line => line.Trim() == call);

    [Theory]
    [InlineData("build.sh")]
    [InlineData("build.ps1")]
    public void A_script_is_thin_and_tells_no_word_from_another(string script)
    {
        var text = Tree.Read(script);
        Assert.InRange(text.Split('\n').Length, 1, 50);
        Assert.All(VerbTable.All, verb =>
        {
            Assert.DoesNotContain($"'{verb.Name}'", text, StringComparison.Ordinal);
            Assert.DoesNotContain($"\"{verb.Name}\"", text, StringComparison.Ordinal);
            Assert.DoesNotContain($"{verb.Name})", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void From_any_folder_the_help_lists_every_word()
    {
        var help = Script("--help");
        Assert.Equal(0, help.ExitCode);
        Assert.All(VerbTable.All, verb => Assert.Contains($"\n  {verb.Form} ", help.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_word_is_exit_code_2_with_the_nearest_one()
    {
        var result = Script("tset");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("did you mean test?", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_dotnet_it_says_what_is_needed()
    {
        using var empty = new EmptyPath();
        var result = Script("--help", empty.Environment);
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("The .NET 10 SDK is needed", result.Output, StringComparison.Ordinal);
    }

    private static CommandResult Script(string word, IReadOnlyDictionary<string, string>? environment = null)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh is for Unix");
        using var commands = new CommandRunner();
        var command = new Command("/bin/sh", [Tree.Absolute("build.sh"), word], Path.GetTempPath());
        return commands.Run(environment is null ? command : command with { Environment = environment });
    }
}
