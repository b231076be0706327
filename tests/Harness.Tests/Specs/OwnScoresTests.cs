using Engine;
using Engine.Ablation;
using Engine.Measures;
using Engine.Networks;
using Harness.Specs.Json;
using Harness.Specs.Types;

namespace Harness.Tests.Specs;

public sealed class OwnScoresTests
{
    private const string Two = "name: a\ndataset: digits\nnetwork: {hidden: [2]}\n";
    private const string Mine = "ablation: {orders: [entropy, {scores: s.csv, name: my-score}]}";

    [Fact]
    public void They_stand_among_the_measures_and_their_content_is_part_of_the_run()
    {
        var run = Assert.Single(Read(Two + Mine).Points).Spec;
        Assert.Equal(["entropy", "my-score"], run.Ablation.Orders.Select(order => order.Name));
        var scores = run.Ablation.Orders[1].Scores!;
        Assert.Equal(Path.GetFullPath("specs/s.csv"), scores.Source);
        Assert.Contains(
            $$"""
            "orders":["entropy",{"scores":"s.csv","name":"my-score","sha256":"{{scores.Sha256}}"}]
            """,
            CanonicalJson.Of(run, "simd"), StringComparison.Ordinal);
        var changed = Assert.Single(Read(Two + Mine, path => Scores(path, 2, 7)).Points).Spec;
        Assert.NotEqual(CanonicalJson.Of(run, "simd"), CanonicalJson.Of(changed, "simd"));
        Assert.Equal(run.Ablation, Assert.Single(Read(Two + Mine).Points).Spec.Ablation);
    }

    [Fact]
    public void A_file_is_read_once_for_a_sweep()
    {
        var reads = 0;
        var sweep = Read(
            Two + "sweep: {ablation.orders: [[{scores: s.csv, name: one}], [{scores: ./s.csv, name: two}]], training.l2: [0, 0.1]}",
            path =>
            {
                reads++;
                return Scores(path, 2);
            });
        Assert.Equal(1, reads);
        Assert.Equal(["one", "one", "two", "two"], sweep.Points.Select(point => point.Spec.Ablation.Orders[0].Name));
        Assert.Equal("one", sweep.Points[0].Varied[0].Short);
    }

    [Theory]
    [InlineData("[{scores: s.csv}]", "or {scores: FILE, name: NAME}; found a mapping (scores)")]
    [InlineData("[{scores: s.csv, name: mine, more: 1}]", "or {scores: FILE, name: NAME}; found a mapping (scores, name, more)")]
    [InlineData("[{score: s.csv, name: mine}]", "or {scores: FILE, name: NAME}; found")]
    [InlineData("[{scores: [s.csv], name: mine}]", "or {scores: FILE, name: NAME}; found")]
    [InlineData("[{scores: , name: mine}]", "or {scores: FILE, name: NAME}; found")]
    [InlineData("[{scores: s.csv, name: my/score}]", "the name of scores must be usable as a folder's name")]
    [InlineData("[{scores: s.csv, name: Entropy}]", "the name of scores is Entropy, which is an order of the engine's: choose another")]
    [InlineData("[{scores: s.csv, name: random}]", "the name of scores is random, which is an order of the engine's")]
    [InlineData("[{scores: s.csv, name: mine}, {scores: t.csv, name: Mine}]", "has 2 orders of the name mine; names must differ")]
    [InlineData("[{scores: s.csv, name: mine}, {scores: s.csv, name: mine}]", "must occur once")]
    [InlineData("[entropie]", "did you mean entropy?")]
    public void Mistakes_say_what_is_needed(string orders, string expected) =>
        Assert.Contains(expected, Mistake(Two + $"ablation: {{orders: {orders}}}").Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_wrong_with_the_file_is_said_at_its_place()
    {
        var mistake = Mistake(Two + Mine, path => throw new UserErrorException($"{Path.GetFileName(path)}: it is empty"));
        Assert.Equal("s.csv: it is empty", mistake.Message);
        Assert.Equal((4, 39), (mistake.Line, mistake.Column));
        Assert.Contains("scores are not read here", Mistake(Two + Mine, null).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_over_widths_names_the_points_that_the_scores_do_not_fit()
    {
        var mistake = Mistake(Two + Mine + "\nsweep: {network.hidden: [[2], [3]], training.l2: [0, 0.1]}");
        Assert.Contains(
            "hidden layers of 3 neurons: it has none of one neuron: layer 1 neuron 2.", mistake.Message, StringComparison.Ordinal);
        Assert.EndsWith("(at the sweep's network.hidden=[3])", mistake.Message, StringComparison.Ordinal);
        Assert.Contains(
            "no hidden layers", Mistake("name: a\ndataset: digits\nnetwork: {model: logistic}\n" + Mine).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_analysis_takes_them_relative_to_the_current_folder()
    {
        var spec = new SpecReader(Specs.Datasets, path => Scores(path, 2)).ReadAnalysis(
            ["ablation.orders=[{scores: s.csv, name: my-score}]"], Activation.Relu, Engine.Data.Split.Test, Engine.Data.Split.Test);
        Assert.Equal(Path.GetFullPath("s.csv"), Assert.Single(spec.Ablation.Orders).Scores!.Source);
    }

    private static NeuronScores Scores(string path, int neurons, double score = 0.5) =>
        new(path, [.. Enumerable.Range(0, neurons).Select(neuron => (new NeuronId(1, neuron), score))]);

    private static ExperimentSpec Read(string text) => Read(text, path => Scores(path, 2));

    private static ExperimentSpec Read(string text, ScoreReader? scores) =>
        new SpecReader(Specs.Datasets, scores).ReadText(text, Specs.File, []);

    private static SpecError Mistake(string text) => Mistake(text, path => Scores(path, 2));

    private static SpecError Mistake(string text, ScoreReader? scores) =>
        Assert.Single(Assert.Throws<SpecException>(() => Read(text, scores)).Errors);
}
