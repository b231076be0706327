using Engine;
using Engine.Simd;
using Engine.Training;
using Harness.Runs.Execution;
using Harness.Tests.Runs.Sweeps;
using Kernels.Simd;
using Testing.Results;

namespace Harness.Tests.Runs.Execution;

/// <summary>Several devices share the runs of a sweep out: the same results as on one, and those that die leave the rest to the others.
/// </summary>
public sealed class SeveralDevicesTests(FinishedSweep reference) : IClassFixture<FinishedSweep>
{
    private static readonly string[] Which = ["trainer", "device"];

    /// <summary>Only a device that never comes is waited for so long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Each waits for the other before its first run goes on: both are at work at the same time.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(1, 2)]
    public void Two_devices_work_side_by_side_and_the_bytes_are_those_of_one(int jobs, int stack)
    {
        using var folder = new TemporaryFolder();
        using var both = new Barrier(2);
        NumberedDevice[] devices = [new(0) { Opening = before => Meet(both, before) }, new(1) { Opening = before => Meet(both, before) }];
        var result = new TestSweep(folder["out"])
        {
            Jobs = jobs,
            Stack = stack,
            Several = SweepProviders.Pair([new SimdTrainer()], devices),
        }.Run();
        Assert.Equal((3, 0), (result.Done, result.Failed));
        Assert.All(devices, device => Assert.InRange(device.Opened, 1, 2));
        Assert.Equal(["simd", "simd:1"], result.Ended.Select(row => row.Device).Distinct().Order(StringComparer.Ordinal));
        SameResults.AssertSame(reference.Path, folder["out"], Which);
    }

    [Fact]
    public void Trainers_are_paired_with_devices_and_each_run_names_its_pair()
    {
        using var folder = new TemporaryFolder();
        using var both = new Barrier(2);
        NumberedTrainer[] trainers = [new(0) { Opening = before => Meet(both, before) }, new(1) { Opening = before => Meet(both, before) }];
        var result = new TestSweep(folder["out"])
        {
            Several = SweepProviders.Pair(trainers, [new NumberedDevice(0), new NumberedDevice(1)]),
        }.Run();
        Assert.Equal((3, 0), (result.Done, result.Failed));
        Assert.All(result.Ended, row => Assert.Equal(row.Trainer, row.Device));
        Assert.Equal(2, result.Ended.Select(row => row.Trainer).Distinct().Count());
        SameResults.AssertSame(reference.Path, folder["out"], Which);
    }

    [Fact]
    public void A_device_that_dies_fails_its_runs_by_name_and_the_other_does_the_rest()
    {
        using var folder = new TemporaryFolder();
        List<string> told = [];
        NumberedDevice? dying = null;
        dying = new NumberedDevice(1) { Opening = _ => throw dying!.Lost() };
        using var dead = new ManualResetEventSlim();
        // The one that lives begins when the other one has failed twice.
        var living = new NumberedDevice(0) { Opening = _ => Assert.True(dead.Wait(Patience)) };
        var result = new TestSweep(folder["out"], "seeds=6")
        {
            Several = SweepProviders.Pair([new SimdTrainer()], [living, dying]),
            Progress = Watch(told, dead),
        }.Run();
        Assert.Equal((4, 2), (result.Done, result.Failed));
        Assert.Equal((4, 2), (living.Opened, dying.Opened));
        Assert.All(result.Ended.Where(row => row.Error is not null), row =>
        {
            Assert.Equal("the device simd:1 (a test's) failed: it was lost", row.Error);
            Assert.Equal("simd:1", row.Device);
        });
        Assert.Contains(
            "simd with simd:1 failed 2 times in a row and gets no more runs; the other devices go on. --resume tries again what has failed",
            told);
        // On the one that is left what failed is done, to the bytes of a sweep on one.
        var rest = new TestSweep(folder["out"], "seeds=6").Run();
        Assert.Equal((2, 0, 4), (rest.Done, rest.Failed, rest.DoneBefore.Length));
        using var one = new TemporaryFolder();
        new TestSweep(one["out"], "seeds=6").Run();
        SameResults.AssertSame(one["out"], folder["out"], Which);
    }

    [Fact]
    public void A_GPU_that_dies_in_training_is_given_up_too()
    {
        using var folder = new TemporaryFolder();
        List<string> told = [];
        NumberedTrainer? dying = null;
        dying = new NumberedTrainer(0) { Opening = _ => throw dying!.Lost() };
        using var dead = new ManualResetEventSlim();
        var living = new NumberedTrainer(1) { Opening = _ => Assert.True(dead.Wait(Patience)) };
        var result = new TestSweep(folder["out"], "seeds=6")
        {
            Several = SweepProviders.Pair([dying, living], [new SimdDevice()]),
            Progress = Watch(told, dead),
        }.Run();
        Assert.Equal((4, 2, 2), (result.Done, result.Failed, dying.Opened));
        Assert.All(
            result.Ended.Where(row => row.Error is not null),
            row => Assert.Equal("simd: CUDA error: unspecified launch failure", row.Error));
        Assert.Contains(told, at => at.StartsWith("simd with simd failed 2 times in a row", StringComparison.Ordinal));
    }

    [Fact]
    public void One_failure_costs_one_run_and_the_device_goes_on()
    {
        using var folder = new TemporaryFolder();
        List<string> told = [];
        NumberedDevice? odd = null;
        using var fourth = new ManualResetEventSlim();
        odd = new NumberedDevice(0) { Opening = before => FailEachSecond(before, odd!, fourth) };
        var other = new NumberedDevice(1) { Opening = _ => Assert.True(fourth.Wait(Patience)) };
        var result = new TestSweep(folder["out"], "seeds=6")
        {
            Several = SweepProviders.Pair([new SimdTrainer()], [odd, other]),
            Progress = new Observer(at => { lock (told) told.Add(at); }),
        }.Run();
        Assert.InRange(odd.Opened, 4, 6);
        Assert.Equal((odd.Opened + 1) / 2, result.Failed);
        Assert.Equal(6, result.Done + result.Failed);
        Assert.DoesNotContain(told, at => at.Contains("in a row", StringComparison.Ordinal));
    }

    [Fact]
    public void The_last_one_is_never_given_up()
    {
        using var folder = new TemporaryFolder();
        NumberedDevice[] dying =
        [
            .. new[] { 0, 1 }.Select(index => new NumberedDevice(index) { Opening = _ => throw new DeviceFailedException("lost") }),
        ];
        List<string> told = [];
        var result = new TestSweep(folder["out"], "seeds=6")
        {
            Several = SweepProviders.Pair([new SimdTrainer()], dying),
            Progress = new Observer(at => { lock (told) told.Add(at); }),
        }.Run();
        Assert.Equal((0, 6), (result.Done, result.Failed));
        Assert.Equal(6, dying.Sum(device => device.Opened));
        Assert.Single(told, at => at.Contains("in a row", StringComparison.Ordinal));
    }

    [Fact]
    public void Trainers_and_devices_that_make_no_pairs_are_refused_with_their_numbers() => Assert.Equal(
        "--trainer is 2 (simd:0,1) and --device is 3 (simd:0,1,2), and they go in pairs: name as many of each, or one of either.",
        Assert.Throws<UsageException>(() => SweepProviders.Pair(
            [new NumberedTrainer(0), new NumberedTrainer(1)],
            [new NumberedDevice(0), new NumberedDevice(1), new NumberedDevice(2)])).Message);

    /// <summary>A folder's numbers are of one instruction set; which run a device does is chance.</summary>
    [Fact]
    public void Devices_that_are_not_alike_are_refused_with_what_they_are()
    {
        var error = Assert.Throws<UsageException>(
            () => SweepProviders.Pair([new SimdTrainer()], [new NumberedDevice(0, "H200"), new NumberedDevice(1, "A100")]));
        Assert.Matches(
            "^the devices of one sweep must be alike: simd with simd is .*H200.*, and simd with simd:1 is .*A100.*Name those that are",
            error.Message);
    }

    [Fact]
    public void Several_are_named_as_they_are_typed_and_their_kind_without_numbers()
    {
        var several = SweepProviders.Pair(new ITrainer[] { new SimdTrainer() }, [new NumberedDevice(2), new NumberedDevice(0)]);
        Assert.Equal(("simd", "simd:2,0", "simd", "simd"), (several.Trainers, several.Devices, several.TrainerKind, several.DeviceKind));
    }

    private static void FailEachSecond(int before, NumberedDevice device, ManualResetEventSlim fourth)
    {
        if (before == 3)
            fourth.Set();
        if (before % 2 == 0)
            throw device.Lost();
    }

    private static void Meet(Barrier both, int before)
    {
        if (before == 0)
            Assert.True(both.SignalAndWait(Patience));
    }

    /// <summary>Notes what is told, and when a device is given up.</summary>
    private static Observer Watch(List<string> told, ManualResetEventSlim dead) => new(at =>
    {
        lock (told)
            told.Add(at);
        if (at.Contains("in a row", StringComparison.Ordinal))
            dead.Set();
    });
}
