using System.Diagnostics;
using Engine.Training;
using Harness.Runs.Leases;

namespace Harness.Tests.Runs.Leases;

/// <summary>Who may take which stack.</summary>
public sealed class LeaseBoardTests
{
    private const string Stack = "small-s0-0123";

    private static readonly TimeSpan Long = TimeSpan.FromHours(1), Short = TimeSpan.FromMilliseconds(200);

    private static readonly LeaseOwner OtherHost = new("another host", 1, "1");

    [Fact]
    public void What_is_in_the_hands_of_a_living_process_is_not_taken()
    {
        using var folder = new TemporaryFolder();
        using LeaseBoard first = new(folder["claims"], Long), second = new(folder["claims"], Long);
        Assert.True(first.TryTake(Stack, out var tookOver));
        Assert.False(tookOver);
        Assert.False(first.TryTake(Stack, out _));
        Assert.False(second.TryTake(Stack, out _));
        Assert.True(second.TryTake("another", out _));
        Assert.Equal([Stack, "another"], LeaseBoard.Leases(folder["claims"]).Keys.Order().Reverse());
        first.Release(Stack);
        Assert.True(second.TryTake(Stack, out tookOver));
        Assert.False(tookOver);
    }

    [Fact]
    public void Of_a_process_of_this_host_that_has_ended_it_is_taken_over_at_once()
    {
        using var folder = new TemporaryFolder();
        var ended = LeaseOwner.Current with { Process = EndedProcess() };
        Leave(folder, ended, Long);
        Assert.Empty(LeaseBoard.Leases(folder["claims"]));
        using var board = new LeaseBoard(folder["claims"], Long);
        Assert.True(board.TryTake(Stack, out var tookOver));
        Assert.True(tookOver);
    }

    [Fact]
    public void A_process_with_the_number_of_one_that_has_ended_is_another()
    {
        using var folder = new TemporaryFolder();
        Leave(folder, LeaseOwner.Current with { Started = "long ago" }, Long);
        using var board = new LeaseBoard(folder["claims"], Long);
        Assert.True(board.TryTake(Stack, out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public void Of_another_host_it_is_taken_over_when_it_has_not_changed_for_a_lease_whatever_the_clocks_say(int hours)
    {
        using var folder = new TemporaryFolder();
        Leave(folder, OtherHost, Short);
        File.SetLastWriteTimeUtc(folder[$"claims/{Stack}.1.claim"], DateTime.UtcNow.AddHours(hours));
        using var board = new LeaseBoard(folder["claims"], Short);
        Assert.False(board.TryTake(Stack, out _));
        Thread.Sleep(Short * 1.5);
        Assert.True(board.TryTake(Stack, out var tookOver));
        Assert.True(tookOver);
    }

    [Fact]
    public void While_its_owner_lives_on_another_host_it_stays()
    {
        using var folder = new TemporaryFolder();
        using var owner = new LeaseBoard(folder["claims"], Short, OtherHost);
        using var board = new LeaseBoard(folder["claims"], Short);
        Assert.True(owner.TryTake(Stack, out _));
        // Ten leases, and before each look a sign of life.
        for (var look = 0; look < 20; look++)
        {
            owner.Beat();
            Assert.False(board.TryTake(Stack, out _));
            Thread.Sleep(Short / 2);
        }
        owner.Release(Stack);
        Assert.True(board.TryTake(Stack, out _));
    }

    [Fact]
    public void Its_owner_may_have_a_longer_lease_than_who_wants_it()
    {
        using var folder = new TemporaryFolder();
        Leave(folder, OtherHost, Long);
        using var board = new LeaseBoard(folder["claims"], Short);
        Assert.False(board.TryTake(Stack, out _));
        Thread.Sleep(Short * 2);
        Assert.False(board.TryTake(Stack, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"owner":{"host":"another host","process":1,"started":"1"},"token":"token","beat":3,"lease_seconds":86401}""")]
    [InlineData("""{"owner":{"host":"another host","process":1,"started":"1"},"token":"token","beat":3,"lease_seconds":1e400}""")]
    [InlineData("""{"owner":{"host":"another host","process":1,"started":"1"},"token":"token","beat":3,"lease_seconds":-1}""")]
    public void What_is_no_lease_is_nobodys_after_the_length_of_one(string content)
    {
        using var folder = new TemporaryFolder();
        folder.Write($"claims/{Stack}.1.claim", content);
        using var board = new LeaseBoard(folder["claims"], Short);
        Assert.Empty(LeaseBoard.Leases(folder["claims"]));
        Assert.Equal([$"{Stack}.1.claim"], LeaseBoard.Strangers(folder["claims"]));
        Assert.False(board.TryTake(Stack, out _));
        Thread.Sleep(Short * 1.5);
        Assert.True(board.TryTake(Stack, out _));
    }

    [Fact]
    public void A_sign_of_life_tells_how_far_runs_are()
    {
        using var folder = new TemporaryFolder();
        using var board = new LeaseBoard(folder["claims"], Long);
        Assert.True(board.TryTake(Stack, out _));
        var record = new EpochRecord(3, new Evaluation(0.25, 0.5), new Evaluation(double.NaN, double.NaN), Evaluation.Empty, 1);
        board.Note(Stack, "run", LeasedRun.Of(record, 20));
        board.Note("not in hand", "run", LeasedRun.Of(record, 20));
        Assert.Null(LeaseBoard.Leases(folder["claims"])[Stack].Runs);
        board.Beat();
        var told = LeaseBoard.Leases(folder["claims"])[Stack].Runs!;
        Assert.Equal(new LeasedRun(3, 20, 0.25, 0.5), told["run"]);
        Assert.Equal("epoch 3/20, loss 0.25, accuracy 0.500", told["run"].ToString());
        // What is no finite number is none in JSON.
        board.Note(Stack, "run", LeasedRun.Of(record with { Train = new Evaluation(double.PositiveInfinity, 0.5) }, 20));
        board.Beat();
        Assert.Null(LeaseBoard.Leases(folder["claims"])[Stack].Runs!["run"].Loss);
        board.Release(Stack);
        Assert.Empty(LeaseBoard.Leases(folder["claims"]));
    }

    [Fact]
    public void A_lease_of_a_day_is_the_longest()
    {
        using var folder = new TemporaryFolder();
        Leave(folder, OtherHost, TimeSpan.FromDays(1));
        Assert.Equal(OtherHost, LeaseBoard.Leases(folder["claims"])[Stack].Owner);
        Assert.Empty(LeaseBoard.Strangers(folder["claims"]));
    }

    [Fact]
    public void A_folder_with_a_leases_name_is_in_nobodys_way_and_is_named()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder[$"claims/{Stack}.1.claim"]);
        Assert.Empty(LeaseBoard.Leases(folder["claims"]));
        Assert.Equal([$"{Stack}.1.claim"], LeaseBoard.Strangers(folder["claims"]));
        using LeaseBoard board = new(folder["claims"], Long), other = new(folder["claims"], Long);
        Assert.True(board.TryTake(Stack, out var tookOver));
        Assert.False(tookOver);
        Assert.False(other.TryTake(Stack, out _));
        board.Release(Stack);
        Assert.True(other.TryTake(Stack, out _));
    }

    [Theory]
    [InlineData("2147483647")]
    [InlineData("1000001")]
    [InlineData("99999999999")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("01")]
    [InlineData("+1")]
    [InlineData("one")]
    public void A_number_that_no_process_gives_is_no_leases_and_is_named(string number)
    {
        using var folder = new TemporaryFolder();
        var name = $"{Stack}.{number}.claim";
        folder.Write($"sweep/claims/{name}", new Lease(OtherHost, "token", 3, 3600).ToBytes());
        var told = new List<string>();
        var sweep = new Harness.Runs.Storage.ResultFolder(folder["sweep"], told.Add);
        Assert.Empty(sweep.LeasedStacks());
        Assert.Empty(sweep.LeasedStacks());
        Assert.Contains(name, Assert.Single(told), StringComparison.Ordinal);
        using (var board = new LeaseBoard(folder["sweep/claims"], Long))
        {
            Assert.True(board.TryTake(Stack, out var tookOver));
            Assert.False(tookOver);
            Assert.Equal(LeaseOwner.Current, sweep.LeasedStacks()[Stack].Owner);
        }
        Assert.Equal([folder[$"sweep/claims/{name}"]], Directory.GetFiles(folder["sweep/claims"]));
    }

    [Fact]
    public void The_largest_number_is_followed_by_none()
    {
        using var folder = new TemporaryFolder();
        var last = folder.Write(
            $"claims/{Stack}.1000000.claim", new Lease(LeaseOwner.Current with { Started = "long ago" }, "token", 3, 60).ToBytes());
        using var board = new LeaseBoard(folder["claims"], Long);
        Assert.Contains(
            $"{last} has the last number", Assert.Throws<Engine.UserErrorException>(() => board.TryTake(Stack, out _)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_that_was_suspended_and_lost_its_lease_leaves_it_to_the_new_owner()
    {
        using var folder = new TemporaryFolder();
        using var suspended = new LeaseBoard(folder["claims"], Long, OtherHost);
        Assert.True(suspended.TryTake(Stack, out _));
        // So does another process that has seen no change for a lease.
        File.Delete(folder[$"claims/{Stack}.1.claim"]);
        using var board = new LeaseBoard(folder["claims"], Long);
        Assert.True(board.TryTake(Stack, out _));
        suspended.Release(Stack);
        Assert.Equal(LeaseOwner.Current, LeaseBoard.Leases(folder["claims"])[Stack].Owner);
    }

    [Fact]
    public void Of_many_at_once_one_takes_it()
    {
        using var folder = new TemporaryFolder();
        foreach (var stack in Enumerable.Range(0, 30).Select(i => $"stack-{i}"))
        {
            Leave(folder, LeaseOwner.Current with { Started = "long ago" }, Long, stack);
            LeaseBoard[] boards = [.. Enumerable.Range(0, 4).Select(_ => new LeaseBoard(folder["claims"], Long))];
            Assert.InRange(boards.AsParallel().WithDegreeOfParallelism(4).Count(board => board.TryTake(stack, out _)), 1, 1);
            foreach (var board in boards)
                board.Dispose();
        }
        Assert.Empty(Directory.GetFiles(folder["claims"]));
    }

    [Fact]
    public void Its_file_is_that_of_earlier_builds()
    {
        const string Content = """
            {"owner":{"host":"another host","process":1,"started":"1"},"token":"token","beat":3,"lease_seconds":60}

            """;
        Assert.Equal(Content, System.Text.Encoding.UTF8.GetString(new Lease(OtherHost, "token", 3, 60).ToBytes()));
        using var folder = new TemporaryFolder();
        folder.Write($"claims/{Stack}.1.claim", Content);
        Assert.Equal(OtherHost, LeaseBoard.Leases(folder["claims"])[Stack].Owner);
    }

    private static void Leave(TemporaryFolder folder, LeaseOwner owner, TimeSpan lease, string stack = Stack) =>
        folder.Write($"claims/{stack}.1.claim", new Lease(owner, "token", 3, lease.TotalSeconds).ToBytes());

    private static int EndedProcess()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.Id;
    }
}
