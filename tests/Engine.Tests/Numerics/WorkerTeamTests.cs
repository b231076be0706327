using Engine.Numerics;

namespace Engine.Tests.Numerics;

public sealed class WorkerTeamTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 5)]
    [InlineData(2, 0)]
    [InlineData(2, 1)]
    [InlineData(2, 100)]
    [InlineData(3, 2)]
    [InlineData(9, 50)]
    public void Every_part_runs_once(int size, int parts)
    {
        using var team = new WorkerTeam(size);
        var runs = new int[parts];
        team.Run(parts, part => Interlocked.Increment(ref runs[part]));
        Assert.All(runs, count => Assert.Equal(1, count));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Many_short_loops_lose_no_part(int size) => await Task.Run(
        () =>
        {
            using var team = new WorkerTeam(size);
            var sum = 0L;
            for (var loop = 0; loop < 5_000; loop++)
                team.Run(3, part => Interlocked.Add(ref sum, part + 1));
            Assert.Equal(5_000 * 6, sum);
        },
        TestContext.Current.CancellationToken).WaitAsync(Deadline, TestContext.Current.CancellationToken);

    [Fact]
    public async Task Threads_that_fell_asleep_are_woken_and_a_caller_that_blocks_is_too() => await Task.Run(
        () =>
        {
            using var team = new WorkerTeam(2);
            for (var loop = 0; loop < 20; loop++)
            {
                // Longer than any spinning: the worker sleeps between loops, and whichever thread ends first sleeps until the other has.
                Thread.Sleep(2);
                var threads = new HashSet<int>();
                using var both = new CountdownEvent(2);
                team.Run(2, part =>
                {
                    both.Signal();
                    both.Wait();
                    Thread.Sleep(part * 3);
                    lock (threads)
                        threads.Add(Environment.CurrentManagedThreadId);
                });
                Assert.Equal(2, threads.Count);
            }
        },
        TestContext.Current.CancellationToken).WaitAsync(Deadline, TestContext.Current.CancellationToken);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void An_exception_reaches_the_caller_and_the_team_works_on(int size)
    {
        using var team = new WorkerTeam(size);
        var runs = 0;
        var thrown = Assert.Throws<InvalidDataException>(() => team.Run(10, part =>
        {
            Interlocked.Increment(ref runs);
            if (part == 4)
                throw new InvalidDataException("part 4");
        }));
        Assert.Equal("part 4", thrown.Message);
        Assert.Equal(10, runs);
        team.Run(10, _ => Interlocked.Increment(ref runs));
        Assert.Equal(20, runs);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_disposed_team_refuses_work(int size)
    {
        var team = new WorkerTeam(size);
        team.Dispose();
        team.Dispose();
        Assert.Throws<ObjectDisposedException>(() => team.Run(2, _ => { }));
    }

    [Fact]
    public void A_team_needs_a_thread() => Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerTeam(0));
}
