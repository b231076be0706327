using System.Text.RegularExpressions;
using Engine;
using Harness.Specs.Json;
using Harness.Specs.Plans;

namespace Harness.Tests.Specs.Plans;

public partial class RunPlanTests
{
    private static PlannedRun[] Plan(string lines, string trainer = "simd") =>
        [.. RunPlan.Create(Specs.Read(Specs.Minimal + lines), trainer)];

    [Fact]
    public void Seeds_run_innermost()
    {
        var runs = Plan("seeds: [7, 3]\nsweep: {training.epochs: [1, 2]}");
        Assert.Equal([(1, 7L), (1, 3L), (2, 7L), (2, 3L)], runs.Select(run => (run.Spec.Training.Epochs, run.Spec.Seed)));
    }

    [Fact]
    public void An_id_says_what_varies()
    {
        var run = Plan("sweep: {training.l2: [1e-4], network.hidden: [[100, 100]], network.activation: [tanh], training.learning_rate: "
            + "[0.01], measures.split: [test]}").Single();
        Assert.StartsWith("a-l2_1e-4-h100-100-tanh-lr_0.01-measure-test-s0-", run.RunId, StringComparison.Ordinal);
        Assert.Matches("-[0-9a-f]{12}$", run.RunId);
    }

    [Fact]
    public void The_hash_is_the_beginning_of_sha_256_of_the_json()
    {
        var run = Plan("").Single();
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(run.Json)));
        Assert.Equal($"a-s0-{hash[..12]}", run.RunId);
        Assert.Equal(CanonicalJson.Of(run.Spec, "simd"), run.Json);
    }

    [Fact]
    public void The_same_spec_has_the_same_ids_however_it_is_written()
    {
        var one = Plan("training: {l2: 0.0001, epochs: 5}\nseeds: 2");
        var other = Plan("seeds: [0, 1]\ntraining:\n  epochs: 5   # five\n  l2: 1.0E-4\n");
        Assert.Equal(one.Select(run => run.RunId), other.Select(run => run.RunId));
    }

    [Theory]
    [InlineData("training: {l2: 1e-9}")]
    [InlineData("training: {batch_norm: true}")]
    [InlineData("training: {validation: 300}")]
    [InlineData("training: {initialization: glorot}")]
    [InlineData("network: {hidden: [30], activation: sigmoid}")]
    [InlineData("network: {hidden: [31]}")]
    [InlineData("network: {model: logistic}")]
    [InlineData("dataset: mnist")]
    [InlineData("dataset: {idx: digits}")]
    [InlineData("dataset: {cifar: digits}")]
    [InlineData("input: {mean: 0.5}")]
    [InlineData("measures: {quantizer: uniform-2}")]
    [InlineData("measures: {permutations: 1}")]
    [InlineData("ablation: {random: 1}")]
    [InlineData("ablation: {orders: [entropy]}")]
    [InlineData("ablation: {checks: 1}")]
    [InlineData("seeds: [1]")]
    [InlineData("name: b")]
    public void Whatever_differs_the_hash_does(string line)
    {
        var key = line.Split(':')[0];
        var text = string.Join(
            '\n', Specs.Minimal.Split('\n').Where(other => !other.StartsWith($"{key}:", StringComparison.Ordinal)).Append(line));
        var changed = RunPlan.Create(Specs.Read(text), "simd").Single();
        Assert.NotEqual(Plan("").Single().RunId[^12..], changed.RunId[^12..]);
        Assert.NotEmpty(SpecDifference.Between(Plan("").Single().Json, changed.Json));
    }

    [Fact]
    public void The_trainer_is_part_of_the_identity() => Assert.NotEqual(Plan("").Single().RunId, Plan("", "torch-cuda").Single().RunId);

    [Fact]
    public void The_place_of_the_spec_is_not()
    {
        var reader = new SpecReader(Specs.Datasets);
        var text = Specs.Minimal.Replace("digits", "{idx: images}", StringComparison.Ordinal);
        var ids = new[] { "/one/a.yaml", "/two/a.yaml" }.Select(file =>
            RunPlan.Create(reader.ReadText(text, file, []), "simd").Single().RunId);
        Assert.Single(ids.Distinct());
    }

    [Fact]
    public void Long_ids_keep_the_seed_and_the_hash()
    {
        var text = Specs.Minimal.Replace(
            "name: a", $"name: {new string('n', 100)}", StringComparison.Ordinal) + "seeds: [9223372036854775807]";
        var run = RunPlan.Create(Specs.Read(text), "simd").Single();
        Assert.Equal(RunId.MaximumLength, run.RunId.Length);
        Assert.Matches("n-s9223372036854775807-[0-9a-f]{12}$", run.RunId);
    }

    [Fact]
    public void Ids_hold_only_characters_that_every_file_system_takes()
    {
        var runs = Plan("sweep: {dataset: [{idx: '../ä b/c:d*?'}, {cifar: '/x/y/'}], input.mean: [-1e+20, [0.1, 0.2]], measures.quantizer: "
            + "[[one-bit, uniform-2]], ablation.orders: [[], [entropy]]}");
        Assert.All(runs, run => Assert.Matches(Safe(), run.RunId));
        Assert.Equal(runs.Length, runs.Select(run => run.RunId).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.StartsWith("a-y-mean_0.1-0.2-one-bit-uniform-2-orders_entropy-s0-", runs[^1].RunId, StringComparison.Ordinal);
    }

    /// <summary>Spark, Arrow and pandas skip files that begin with '.' or '_'; Arrow, polars and DuckDB take '=' for a column.</summary>
    [Theory]
    [InlineData("_draft", "draft-s0-")]
    [InlineData(".hidden", "hidden-s0-")]
    [InlineData("-._", "run-s0-")]
    [InlineData("l2=1e-3", "l2-1e-3-s0-")]
    [InlineData("é", "run-s0-")]
    public void No_reader_of_folders_gives_an_id_a_meaning(string word, string begin) =>
        Assert.StartsWith(begin, RunId.Of([word], "s0", "{}"), StringComparison.Ordinal);

    [Fact]
    public void The_same_run_twice_is_refused()
    {
        var experiment = Specs.Read(Specs.Minimal);
        var twice = experiment with { Points = [experiment.Points[0], experiment.Points[0]] };
        Assert.Contains("twice", Assert.Throws<UserErrorException>(() => RunPlan.Create(twice, "simd")).Message, StringComparison.Ordinal);
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$")]
    private static partial Regex Safe();
}
