using Cli.Tests.Support;

namespace Cli.Tests.Hostile;

/// <summary>Words of a command line that are no values.</summary>
public class OptionTests
{
    public static TheoryData<string[], string, string> Numbers => new()
    {
        { ["run", "s.yaml"], "--memory", "4G" },
        { ["run", "s.yaml"], "--jobs", "auto" },
        { ["run", "s.yaml"], "--lease", "0.5" },
        { ["run", "s.yaml"], "--checkpoint", "1e3" },
        { ["run", "s.yaml"], "--threads", "99999999999" },
        { ["run", "s.yaml"], "--stack", "１" },
        { ["analyze", "--model", "m", "--activation", "relu", "--dataset", "digits", "--out", "o"], "--memory", "512MiB" },
        { ["submit", "s.yaml", "--slurm"], "--array", "ten" },
        { ["submit", "s.yaml", "--slurm"], "--cpus", "1.5" },
        { ["submit", "s.yaml", "--slurm"], "--grace", "2m" },
        { ["export", "d", "--out", "o"], "--rows", "0x10" },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_word_in_place_of_a_number_is_named_with_its_option_and_what_is_needed(string[] verb, string option, string word) =>
        EngineProgram.Run([.. verb, option, word]).Exits(2).Says($"error: {option} is {word}: needed is a whole number");

    [Theory]
    [InlineData("x", "0", "LAYER is x")]
    [InlineData("0", "0", "LAYER is 0: it must be at least 1")]
    [InlineData("1", "", "NEURON is empty")]
    public void A_layer_and_a_neuron_are_numbers(string layer, string neuron, string reason) =>
        EngineProgram.Run("explain", "d", "r", layer, neuron).Exits(2).Says(reason);

    public static TheoryData<string, string[]> Empty => new()
    {
        { "SPEC.yaml", ["run", ""] },
        { "--out", ["run", "s.yaml", "--out", ""] },
        { "--data", ["run", "s.yaml", "--data", ""] },
        { "--shard", ["run", "s.yaml", "--shard", " "] },
        { "--model", ["analyze", "--model", "", "--activation", "relu", "--dataset", "digits", "--out", "o"] },
        { "--out", ["analyze", "--model", "m", "--activation", "relu", "--dataset", "digits", "--out", ""] },
        { "DIR", ["status", ""] },
        { "DIR", ["report", ""] },
        { "--out", ["report", "d", "--out", ""] },
        { "--png", ["report", "d", "--png", ""] },
        { "--figure", ["report", "d", "--png", "p", "--figure", ""] },
        { "--config", ["report", "d", "--png", "p", "--config", ""] },
        { "--format", ["report", "d", "--png", "p", "--format", ""] },
        { "DIR", ["merge", "d", "", "--out", "o"] },
        { "--out", ["merge", "d", "--out", ""] },
        { "DIR", ["export", "", "--out", "o"] },
        { "--table", ["export", "d", "--out", "o", "--table", ""] },
        { "RUN", ["explain", "d", "", "1", "0"] },
        { "--out", ["submit", "s.yaml", "--slurm", "--out", ""] },
        { "--partition", ["submit", "s.yaml", "--slurm", "--partition", ""] },
        { "--data", ["data", "get", "digits", "--data", ""] },
    };

    /// <summary>As <c>--out "$UNSET"</c> gives it.</summary>
    [Theory]
    [MemberData(nameof(Empty))]
    public void An_empty_word_is_named_and_nothing_is_done(string name, string[] arguments) =>
        EngineProgram.Run(arguments).Exits(2).Says($"error: {name} is empty");

    [Fact]
    public void A_lease_is_a_day_at_most() =>
        EngineProgram.Run("run", "nowhere.yaml", "--lease", "86401").Exits(2).Says("--lease is 86401", "at most 86400 s");
}
