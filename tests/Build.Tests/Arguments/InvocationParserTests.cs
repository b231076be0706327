using Harness.Build.Arguments;
using Harness.Build.Verbs;

namespace Harness.Build.Tests.Arguments;

public class InvocationParserTests
{
    [Fact]
    public void Without_a_word_it_builds() => Assert.Equal("build", Parse().Verb.Name);

    [Theory]
    [InlineData("build", "demo", "test", "bench", "run", "setup", "format", "clean")]
    public void Every_word_is_known(params string[] words)
    {
        Assert.Equal(words, VerbTable.All.Select(verb => verb.Name));
        Assert.All(words, word => Assert.Equal(word, Parse(word).Verb.Name));
    }

    [Fact]
    public void Options_stand_before_or_after_the_word()
    {
        Assert.True(Parse("--witnesses", "setup").Witnesses);
        Assert.True(Parse("setup", "--witnesses").Witnesses);
        Assert.True(Parse("format", "--check").Check);
    }

    [Fact]
    public void What_follows_run_is_the_engines()
    {
        var invocation = Parse("run", "run", "spec.yaml", "--help", "--json", "--", "a b");
        Assert.Equal(["run", "spec.yaml", "--help", "--json", "--", "a b"], invocation.Words);
        Assert.False(invocation.Help);
    }

    [Theory]
    [InlineData("unknown word \"tset\"; did you mean test?", "tset")]
    [InlineData("unknown option \"--wittnesses\"; did you mean --witnesses?", "setup", "--wittnesses")]
    [InlineData("clean has no option --check", "clean", "--check")]
    [InlineData("test does not take \"b\"", "test", "a", "b")]
    public void A_mistake_is_named_with_the_way_out(string message, params string[] arguments)
    {
        var mistake = Assert.Throws<UserMistakeException>(() => Parse(arguments));
        Assert.StartsWith(message, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_help_lists_every_word()
    {
        var text = Usage.Text(VerbTable.All);
        Assert.All(VerbTable.All, verb => Assert.Contains($"  {verb.Form} ", text, StringComparison.Ordinal));
    }

    private static Invocation Parse(params string[] arguments) => InvocationParser.Parse(arguments, VerbTable.All);
}
