using System.Text.Json;
using Cli.Tests.Support;
using Harness.Runs.Tables;
using Testing.Results;

namespace Cli.Tests.Results;

/// <summary>The checkpoints of a training, analyzed into one folder.</summary>
public sealed class SeriesTests(TrainedSeries trained) : IClassFixture<TrainedSeries>
{
    private static readonly string[] Tables = ["neurons", "histograms", "ablation", "insights"];

    [Fact]
    public void Each_run_is_the_analysis_of_its_network_alone_but_for_id_and_step()
    {
        using var folder = new TemporaryFolder();
        Analyze(trained["epoch-*.safetensors"], "--out", folder["all"]).Exits(0)
            .Says("step 2, ", "[1/3]", "[2/3]", "[3/3]", "not checked against the original");
        string[] runs = RunsOf(folder["all"]);
        Assert.Equal([1, 2, 10], runs.Select(run => ResultTables.Of(folder["all"], "runs", run).Values<long>("step").Single()));
        foreach (var (run, step) in runs.Zip([1, 2, 10]))
        {
            Assert.StartsWith($"epoch-{step}-digits-step_{step}-", run, StringComparison.Ordinal);
            Analyze(trained[$"epoch-{step}.safetensors"], "--out", folder[$"{step}"], "--quiet").Exits(0);
            Assert.All(
                Tables,
                table => AssertSameBut(["run_id"], ResultTables.Of(folder[$"{step}"], table), ResultTables.Of(folder["all"], table, run)));
            AssertSameBut(
                ["run_id", "spec", "step", "started_at", "analysis_seconds"], ResultTables.Of(folder[$"{step}"], "runs"),
                ResultTables.Of(folder["all"], "runs", run));
            Assert.Null(ResultTables.Of(folder[$"{step}"], "runs")["step"].Cell(0));
        }
    }

    [Fact]
    public void Every_reader_shows_the_steps()
    {
        using var folder = new TemporaryFolder();
        // Names in another order, the first without --model: the runs stand by step.
        var result = Analyze(
            trained["epoch-10.safetensors"], trained["epoch-1.safetensors"], "--model", trained["epoch-2.safetensors"], "--out",
            folder["out"]);
        Assert.Equal(
            ["step 1", "step 2", "step 10"],
            result.Exits(0).Output.Split('\n').Where(line => line.Contains("test accuracy", StringComparison.Ordinal))
                .Select(line => line.Split(", ")[1]));
        var compared = JsonDocument.Parse(EngineProgram.Run("compare", folder["out"], "--json").Exits(0).Output).RootElement;
        Assert.Equal([1, 2, 10], compared.EnumerateArray().Select(point => point.GetProperty("run").GetProperty("step").GetInt32()));
        var status = EngineProgram.Run("status", folder["out"]).Exits(0);
        Assert.Contains("epoch: 3 runs planned, 3 done", status.Output, StringComparison.Ordinal);
        var story = EngineProgram.Run("explain", folder["out"], "step_10", "1", "0").Exits(0);
        Assert.Contains(", step 10\n", story.Output, StringComparison.Ordinal);
        Assert.Contains(
            "digits 14-9 relu, trained elsewhere, step 10", File.ReadAllText(folder["out/report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_by_hand_follow_the_files_and_make_one_network_a_series()
    {
        using var folder = new TemporaryFolder();
        Analyze(trained["epoch-10.safetensors"], trained["epoch-1.safetensors"], "--steps", "30,7", "--out", folder["two"]).Exits(0);
        Assert.Equal(
            ["epoch-1-digits-step_7", "epoch-10-digits-step_30"], RunsOf(folder["two"]).Select(run => run[..run.LastIndexOf('-')]));
        Analyze(trained["epoch-1.safetensors"], "--steps", "7", "--out", folder["one"]).Exits(0);
        Assert.Equal(RunsOf(folder["two"])[..1], RunsOf(folder["one"]));
    }

    [Fact]
    public void It_grows_by_the_new_checkpoints_alone_and_ends_as_if_begun_so()
    {
        using var folder = new TemporaryFolder();
        Analyze(trained["epoch-1.safetensors"], trained["epoch-10.safetensors"], "--out", folder["grown"]).Exits(0);
        var before = Contents(folder["grown/runs"]);
        var more = Analyze(trained["epoch-2.safetensors"], "--extend", "--out", folder["grown"], "--json").Exits(0);
        Assert.DoesNotContain("no run's of this sweep", more.Error, StringComparison.Ordinal);
        var counts = JsonDocument.Parse(more.Output).RootElement;
        Assert.Equal((1, 2), (counts.GetProperty("done").GetInt32(), counts.GetProperty("done_before").GetInt32()));
        Assert.All(before, file => Assert.Equal(file.Value, Contents(folder["grown/runs"])[file.Key]));
        Analyze(trained["epoch-*.safetensors"], "--out", folder["whole"]).Exits(0);
        Assert.Equal(RunsOf(folder["whole"]), RunsOf(folder["grown"]));
        foreach (var table in Tables)
            Assert.Equal(Contents(folder[$"whole/{table}"]), Contents(folder[$"grown/{table}"]));
        // Begun so or grown so, the same command goes on.
        var manifest = File.ReadAllText(folder["grown/manifest.json"]);
        foreach (var how in new[] { "--resume", "--extend" })
            Analyze(trained["epoch-*.safetensors"], "--out", folder["grown"], how).Exits(0);
        Assert.Equal(manifest, File.ReadAllText(folder["grown/manifest.json"]));
        EngineProgram.Run("status", folder["grown"], "--verify").Exits(0);
    }

    [Fact]
    public void It_grows_by_nothing_else()
    {
        using var folder = new TemporaryFolder();
        string[] one = [trained["epoch-1.safetensors"], "--out", folder["out"]];
        Analyze([.. one, "--extend"]).Exits(2).Says("no sweep that --extend could add to; leave --extend out to begin one");
        Analyze(one).Exits(0);
        Analyze([.. one, "--extend"]).Exits(2).Says("holds no series of checkpoints", "one network without a step");
        string[] two = [trained["epoch-1.safetensors"], trained["epoch-2.safetensors"], "--out", folder["two"]];
        Analyze(two).Exits(0);
        var before = Contents(folder["two"]);
        string[] third = [trained["epoch-10.safetensors"], "--out", folder["two"]];
        Analyze([.. third, "--extend", "ablation.replace=mean"]).Exits(2)
            .Says("of other settings than those of epoch-10.safetensors", "ablation.replace: zero → mean", "--extend adds checkpoints");
        Analyze([.. third, "--extend", "--steps", "2"]).Exits(2).Says("has the step 2 already, of another network: epoch-2.safetensors");
        Analyze(third).Exits(2).Says("is not empty. Add --resume");
        Analyze([.. third, trained["epoch-1.safetensors"], "--resume"]).Exits(2).Says("models.2.model: epoch-2.safetensors → (not set)");
        Analyze([.. third, .. two[..2], "--resume"]).Exits(2).Says("sweep.step: [1, 2] → [1, 2, 10]", "let it gain runs by --extend");
        Assert.Equal(before, Contents(folder["two"]));
        // A run that is not whole is to be done, and its network must be named.
        File.Delete(Directory.GetFiles(folder["two/neurons"], "epoch-2-*").Single());
        Analyze([.. third, "--extend"]).Exits(2).Says("step 2, epoch-2.safetensors, is not done yet, so name it too");
        Analyze([.. third, trained["epoch-2.safetensors"], "--extend"]).Exits(0);
        Assert.Equal(3, RunsOf(folder["two"]).Length);
    }

    [Theory]
    [InlineData("epoch-1.safetensors last.safetensors", "last.safetensors: the name has no number")]
    [InlineData("epoch-1.safetensors epoch-1.safetensors", "are one file")]
    [InlineData("epoch-1.safetensors epoch-2.safetensors --steps 1", "1 for 2 networks")]
    [InlineData("epoch-1.safetensors epoch-2.safetensors --expect-accuracy 0.123", "1 for 2 networks: give one for each")]
    [InlineData("epoch-1.safetensors epoch-2.safetensors --expect l.npz", "--expect is l.npz, 1 for 2 networks")]
    [InlineData("*.pth", "no file fits this pattern")]
    [InlineData("epoch-1.safetensors narrow-2.safetensors --steps 1,2", "narrow-2.safetensors takes 63 inputs")]
    [InlineData("epoch-1.safetensors torn-2.safetensors --steps 1,2", "torn-2.safetensors")]
    [InlineData("epoch-1.safetensors ablation.random", "ablation.random: there is no such file; as a setting it needs a value")]
    [InlineData("", "no network is named")]
    public void What_is_wrong_with_one_is_told_before_anything_is_written(string words, string said)
    {
        using var folder = new TemporaryFolder();
        string[] given = [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Contains(".safetensors", StringComparison.Ordinal) || word.Contains('*') ? trained[word] : word)];
        var result = Analyze([.. given, "--activation", "relu", "--out", folder["out"]]);
        Assert.Contains(result.ExitCode, new[] { 1, 2 });
        result.Says(said);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void What_is_expected_is_expected_of_each()
    {
        using var folder = new TemporaryFolder();
        string[] two = [trained["epoch-2.safetensors"], trained["epoch-1.safetensors"], "--out", folder["out"]];
        Analyze([.. two, "--quiet"]).Exits(0);
        string[] accuracies = [.. RunsOf(folder["out"]).Reverse()
            .Select(run => $"{ResultTables.Of(folder["out"], "runs", run).Values<double>("test_accuracy").Single():F4}")];
        Assert.NotEqual(accuracies[0], accuracies[1]);
        Analyze([.. two, "--resume", "--expect-accuracy", string.Join(',', accuracies)]).Exits(0)
            .Says($"the accuracy is {accuracies[0]}", $"the accuracy is {accuracies[1]}");
        Analyze([.. two, "--resume", "--expect-accuracy", string.Join(',', accuracies.Reverse())]).Exits(1)
            .Says($"epoch-1.safetensors: its accuracy on the test split of digits is {accuracies[1]}");
    }

    [Fact]
    public void Stopped_between_two_it_goes_on_with_the_others()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals");
        using var folder = new TemporaryFolder();
        string[] settings = ["measures.permutations=4000"];
        string[] words = [trained["epoch-*.safetensors"], "--out", folder["out"], .. settings];
        using (var program = EngineProgram.Start(["analyze", .. words, .. TrainedSeries.Settings]))
        {
            while (!program.HasExited && !HasRow(folder["out/runs"]))
                Thread.Sleep(5);
            program.Signal("INT");
            program.Wait().Exits(130).Says("stopped; what is finished is saved", "--resume");
        }
        Leftovers.AssertWhole(folder["out"]);
        Assert.InRange(Directory.GetFiles(folder["out/runs"]).Length, 1, 2);
        var done = Contents(folder["out/runs"]);
        Analyze([.. words, "--resume"]).Exits(0).Says("[3/3]");
        Assert.All(done, row => Assert.Equal(row.Value, Contents(folder["out/runs"])[row.Key]));
        Analyze([.. words[..1], .. settings, "--out", folder["whole"]]).Exits(0);
        foreach (var table in Tables)
            Assert.Equal(Contents(folder[$"whole/{table}"]), Contents(folder[$"out/{table}"]));
    }

    [Fact]
    public void A_network_that_changes_after_the_check_is_not_analyzed()
    {
        using var folder = new TemporaryFolder();
        File.Copy(trained["epoch-1.safetensors"], folder["n1.safetensors"]);
        File.Copy(trained["epoch-2.safetensors"], folder["n2.safetensors"]);
        string[] words =
            ["analyze", folder["n*.safetensors"], "--out", folder["out"], .. TrainedSeries.Settings, "measures.permutations=4000"];
        using (var program = EngineProgram.Start(words))
        {
            while (!program.HasExited && !File.Exists(folder["out/manifest.json"]))
                Thread.Sleep(1);
            File.Copy(trained["epoch-10.safetensors"], folder["n2.safetensors"], overwrite: true);
            program.Wait().Exits(1).Says("n2.safetensors has changed since it was checked", "1 of 2 runs are finished and stay");
        }
        EngineProgram.Run([.. words, "--resume"]).Exits(2).Says("models.2.model_sha256: ");
        File.Copy(trained["epoch-2.safetensors"], folder["n2.safetensors"], overwrite: true);
        EngineProgram.Run([.. words, "--resume"]).Exits(0).Says("[2/2]");
    }

    private static EngineResult Analyze(params string[] words) => EngineProgram.Run(["analyze", .. words, .. TrainedSeries.Settings]);

    private static bool HasRow(string runs) => Directory.Exists(runs) && Directory.GetFiles(runs, "*.parquet").Length > 0;

    /// <summary>In the order of the manifest.</summary>
    private static string[] RunsOf(string folder) =>
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "manifest.json"))).RootElement.GetProperty("runs").EnumerateArray()
            .Select(run => run.GetString()!)];

    private static Dictionary<string, string> Contents(string path) =>
        Directory.GetFiles(path, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(path, file), file => Convert.ToHexString(File.ReadAllBytes(file)));

    private static void AssertSameBut(string[] columns, Table expected, Table actual)
    {
        Assert.Equal(expected.Rows, actual.Rows);
        foreach (var column in expected.Schema.Columns.Select(column => column.Name).Except(columns))
            for (var row = 0; row < expected.Rows; row++)
                Assert.Equal((column, expected[column].Cell(row)), (column, actual[column].Cell(row)));
    }
}

/// <summary>The networks of a small training on digits after its epochs 1, 2 and 10, and files that are none of them.</summary>
public sealed class TrainedSeries : IDisposable
{
    internal static readonly string[] Settings =
        ["--dataset", "digits", "measures.permutations=0", "ablation.random=2", "insights.permutations=100"];

    private readonly TemporaryFolder _folder = new();

    public TrainedSeries()
    {
        EngineProgram.Run(
            "run", _folder.Write("spec.yaml", SpecTexts.Digits), "seeds=1", "training.epochs=10", "measures.epochs=[1, 2]",
            "measures.models=true", "measures.permutations=0", "--out", _folder["run"], "--quiet").Exits(0);
        var last = Directory.GetFiles(_folder["run/models"]).MinBy(file => file.Length)!;
        foreach (var epoch in new[] { 1, 2, 10 })
            File.Copy(epoch == 10 ? last : last.Replace(".safetensors", $".{epoch}.safetensors"), this[$"epoch-{epoch}.safetensors"]);
        File.Copy(last, this["last.safetensors"]);
        File.WriteAllBytes(this["narrow-2.safetensors"], RawSafetensors.Of(RawSafetensors.Layers(63, 2, 2, 10)));
        File.WriteAllBytes(this["torn-2.safetensors"], RawSafetensors.Sound[..200]);
    }

    internal string this[string name] => _folder[name];

    public void Dispose() => _folder.Dispose();
}
