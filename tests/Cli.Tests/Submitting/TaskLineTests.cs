using Harness.Cli.Commands;
using Harness.Cli.Providers;
using Harness.Cli.Submitting;

namespace Cli.Tests.Submitting;

/// <summary>The options that are passed on to the tasks of a job, read as <c>engine run</c> reads it.</summary>
public sealed class TaskLineTests
{
    [Theory]
    [InlineData("--jobs four", "--jobs is four: needed is a whole number from 1")]
    [InlineData("--jobs 0", "--jobs is 0: it must be at least 1")]
    [InlineData("--jobs", "--jobs")]
    [InlineData("--job 2", "there is no option --job; did you mean --jobs?")]
    [InlineData("--help", "--run-options has --help, but no task would do anything")]
    [InlineData("--jobs 2 -h", "--run-options has -h, but no task would do anything")]
    [InlineData("--version", "--version")]
    [InlineData("\"", "--run-options has a double quote that is not closed, in \"")]
    [InlineData("--data \"a b --jobs 2", "--run-options has a double quote that is not closed, in --data \"a b --jobs 2")]
    [InlineData("--trainer cude", "--trainer cude: there is no cude here")]
    [InlineData("--device simd:x", "--device simd:x: x is no number")]
    [InlineData("--device cuda:0,0", "--device cuda:0,0: 0 is there twice")]
    [InlineData("--out elsewhere", "--run-options has --out, but submit's own --out says where results go")]
    [InlineData("--shard 0/4", "--run-options has --shard")]
    [InlineData("--resume", "--run-options has --resume")]
    [InlineData("--dry-run", "--run-options has --dry-run, but no task would do anything")]
    public void A_mistake_in_it_names_the_option(string options, string said) => Assert.Contains(
        said, Assert.ThrowsAny<Engine.UsageException>(() => Read(options)).Message, StringComparison.Ordinal);

    [Fact]
    public void Kinds_are_known_where_they_are_chosen_here_and_open_where_the_task_chooses()
    {
        Assert.Equal((null, null), Names("--jobs 2 --data \"a b\""));
        Assert.Equal(("simd", "ilgpu-cuda"), Names("--trainer simd --device ilgpu-cuda:7"));
        Assert.Equal(("torch-cuda", null), Names("--trainer cuda:0,1 --memory 64"));

        static (string? Trainer, string? Device) Names(string options) => (Read(options).Trainer, Read(options).Device);
    }

    [Fact]
    public void Overrides_among_them_are_the_specs() =>
        Assert.Equal(["seeds=2", "training.l2=1"], Read("--jobs 2 training.l2=1").Overrides);

    [Theory]
    [InlineData("--data  \"a b\" --jobs 2 ", "--data", "a b", "--jobs", "2")]
    [InlineData("")]
    public void Double_quotes_keep_a_space(string text, params string[] words) => Assert.Equal(words, TaskLine.WordsOf(text));

    private static TaskChoices Read(string options)
    {
        using var interruption = new Interruption();
        // Help is an option of the whole program, which every verb takes.
        var run = EngineCommand.Create(interruption).Subcommands.Single(verb => verb.Name == "run");
        return new TaskLine(run, new ProviderSet())
            .Read(["spec.yaml", "seeds=2", .. TaskLine.WordsOf(options)]);
    }
}
