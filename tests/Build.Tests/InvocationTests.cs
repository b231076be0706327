using Harness.Build;

namespace Build.Tests;

public class InvocationTests
{
    [Fact]
    public void Without_a_word_it_builds() => Assert.Equal("build", Parse().Verb.Name);

    [Theory]
    [InlineData("build", "demo", "test", "bench", "run", "kit", "setup", "format", "clean")]
    public void Every_word_is_known(params string[] words)
    {
        Assert.Equal(words, Verbs.All.Select(verb => verb.Name));
        Assert.All(words, word => Assert.Equal(word, Parse(word).Verb.Name));
    }

    [Fact]
    public void Options_stand_before_or_after_the_word()
    {
        Assert.Equal("cpu", Parse("--torch", "cpu", "test")[Options.Torch]);
        Assert.Equal("cuda", Parse("test", "--torch=cuda")[Options.Torch]);
        Assert.Null(Parse("test")[Options.Torch]);
        Assert.True(Parse("--witnesses", "setup").Has(Options.Witnesses));
        Assert.True(Parse("format", "--check").Has(Options.Check));
        Assert.True(Parse("test", "--oclgrind").Has(Options.Oclgrind));
        Assert.True(Parse("test", "-h").Has(Options.Help));
    }

    [Fact]
    public void What_follows_run_is_the_engines()
    {
        var invocation = Parse("--torch", "none", "run", "run", "spec.yaml", "--help", "--torch", "--", "a b");
        Assert.Equal(["run", "spec.yaml", "--help", "--torch", "--", "a b"], invocation.Words);
        Assert.Equal("none", invocation[Options.Torch]);
        Assert.False(invocation.Has(Options.Help));
    }

    [Theory]
    [InlineData("unknown word \"tset\"; did you mean test?", "tset")]
    [InlineData("unknown option \"--wittnesses\"; did you mean --witnesses?", "setup", "--wittnesses")]
    [InlineData("unknown value of --torch \"gpu\"; did you mean cpu?", "--torch", "gpu")]
    [InlineData("--torch needs a value: auto, none, cpu, cuda", "build", "--torch")]
    [InlineData("--check takes no value", "format", "--check=yes")]
    [InlineData("clean has no option --check", "clean", "--check")]
    [InlineData("test does not take \"b\"", "test", "a", "b")]
    [InlineData("bench has no option --oclgrind", "bench", "--oclgrind")]
    public void A_mistake_is_named_with_the_way_out(string message, params string[] arguments)
    {
        var mistake = Assert.Throws<UserMistakeException>(() => Parse(arguments));
        Assert.StartsWith(message, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_help_lists_every_word() =>
        Assert.All(Verbs.All, verb => Assert.Contains($"  {verb.Form} ", Verbs.Usage, StringComparison.Ordinal));

    private static Invocation Parse(params string[] arguments) => Invocation.Parse(arguments);
}

public class NearestWordTests
{
    // Edits: biuld -> build swaps two letters (2); -> run needs 5 or so. cleen -> clean replaces one.
    [Theory]
    [InlineData("biuld", "build")]
    [InlineData("cleen", "clean")]
    [InlineData("set", "setup")]
    public void It_needs_the_fewest_edits(string typed, string nearest) =>
        Assert.Equal(nearest, NearestWord.Of(typed, ["build", "demo", "run", "setup", "clean"]));
}
