using Engine;
using Engine.Ablation;
using Engine.Analysis;
using Engine.Networks;
using Harness.Runs.Execution;
using Harness.Runs.Storage;
using Harness.Tests.Runs.Sweeps;
using Kernels.Simd;
using Testing.Results;

namespace Harness.Tests.Runs.Execution;

/// <summary>An analysis that fails, for whatever reason, leaves the folder as it was.</summary>
public sealed class AnalysisExecutorTests(FinishedSweep sweep) : IClassFixture<FinishedSweep>
{
    [Theory]
    [InlineData("check", false)]
    [InlineData("memory", true)]
    [InlineData("fault", false)]
    [InlineData("user", true)]
    public void What_is_mended_may_have_the_folder(string kind, bool folderIsThere)
    {
        using var folder = new TemporaryFolder();
        if (folderIsThere)
            folder.Write("out/submit/job.sbatch", "");
        Exception Fault() => kind switch
        {
            "check" => ScoreCheck.Failure("somewhere", "something"),
            "memory" => new InsufficientMemoryException(),
            "fault" => new InvalidOperationException("ours"),
            _ => new UserErrorException("yours"),
        };
        var thrown = Assert.ThrowsAny<Exception>(() => Alone(new FailingDevice(Fault)).Run(folder["out"]));
        Assert.Equal(Fault().Message, thrown.Message);
        Assert.Equal(folderIsThere, Directory.Exists(folder["out"]));
        Assert.Equal(folderIsThere ? ["out/submit/job.sbatch"] : [], SameResults.Files(folder.Path));
        // Another analysis: other settings.
        Assert.Single(Alone(new SimdDevice()).Run(folder["out"], settings: "ablation.random=1").Ended);
    }

    [Fact]
    public void What_cannot_be_taken_back_hides_no_error()
    {
        using var folder = new TemporaryFolder();
        // Somebody puts a folder where the run's row is to be.
        Exception Fault()
        {
            foreach (var run in Manifest.Read(folder["out/manifest.json"]).Runs)
                Directory.CreateDirectory(folder[$"out/runs/{run}.parquet"]);
            return new InvalidOperationException("ours");
        }
        Assert.Equal(
            "ours", Assert.Throws<InvalidOperationException>(() => Alone(new FailingDevice(Fault)).Run(folder["out"])).Message);
    }

    [Fact]
    public void Of_a_series_what_is_finished_stays_and_the_others_are_done_by_resume()
    {
        using var folder = new TemporaryFolder();
        var opened = 0;
        var said = new List<string>();
        var failing = Series(
            new ChosenDevice(() => ++opened == 2 ? throw new InvalidOperationException("ours") : new SimdDevice()), new Observer(said.Add));
        Assert.Equal("ours", Assert.Throws<InvalidOperationException>(() => failing.Run(folder["out"])).Message);
        Assert.Contains("1 of 3 runs are finished and stay; --resume goes on with the others", said);
        var runs = Manifest.Read(folder["out/manifest.json"]).Runs;
        Assert.Equal([runs[0]], Rows(folder["out/runs"]));
        Assert.Equal([runs[0]], Rows(folder["out/neurons"]));
        AssertGoesOn(folder, done: 1);
    }

    [Theory]
    [InlineData("finished", 1)]
    [InlineData("started", 0)]
    public void A_series_stops_between_two_networks_and_within_one(string at, int done)
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        var result = Series(new SimdDevice(), new Observer(what => Stop(what == at))).Run(folder["out"], cancellation: stop.Token);
        Assert.Equal((true, done), (result.Cancelled, result.Done));
        AssertGoesOn(folder, done);

        void Stop(bool now)
        {
            if (now)
                stop.Cancel();
        }
    }

    [Fact]
    public void The_first_of_a_series_that_fails_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        var failing = Series(new FailingDevice(() => new UserErrorException("yours")), new Observer());
        Assert.Throws<UserErrorException>(() => failing.Run(folder["out"]));
        Assert.False(Directory.Exists(folder["out"]));
    }

    private void AssertGoesOn(TemporaryFolder folder, int done)
    {
        var runs = Manifest.Read(folder["out/manifest.json"]).Runs;
        var rest = Series(new SimdDevice(), new Observer()).Run(folder["out"], resume: true);
        Assert.Equal(runs[..done], rest.DoneBefore);
        Assert.Equal(runs[done..], rest.Ended.Select(row => row.RunId));
        Assert.Equal([1, 5, 20], runs.Select(run => StoredRun.Read(new ResultFolder(folder["out"]), run).Step!.Value));
        Series(new SimdDevice(), new Observer()).Run(folder["whole"]);
        foreach (var table in new[] { "neurons", "ablation", "insights" })
            Assert.Equal(
                Directory.GetFiles(folder[$"whole/{table}"]).Order(StringComparer.Ordinal).Select(File.ReadAllBytes),
                Directory.GetFiles(folder[$"out/{table}"]).Order(StringComparer.Ordinal).Select(File.ReadAllBytes));
    }

    private static string[] Rows(string table) => [.. Directory.GetFiles(table).Select(file => Path.GetFileNameWithoutExtension(file))];

    private Analyses Alone(IAnalysisDevice device) => new(sweep.Path, (sweep.Runs[0], null)) { Device = device };

    /// <summary>Named in another order than that of their steps.</summary>
    private Analyses Series(IAnalysisDevice device, ISweepProgress progress) =>
        new(sweep.Path, (sweep.Runs[2], 20), (sweep.Runs[0], 1), (sweep.Runs[1], 5)) { Device = device, Progress = progress };

    /// <summary>Another device each time that one is opened.</summary>
    private sealed class ChosenDevice(Func<IAnalysisDevice> next) : IAnalysisDevice
    {
        private readonly SimdDevice _device = new();

        public string Name => _device.Name;

        public Availability Availability => _device.Availability;

        public string InstructionSet => _device.InstructionSet;

        public IAnalysisSession Open(Network network, AnalysisResources resources) => next().Open(network, resources);
    }
}
