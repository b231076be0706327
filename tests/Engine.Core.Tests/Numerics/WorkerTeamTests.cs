using Engine.Numerics;

namespace Engine.Core.Tests.Numerics;

public sealed class WorkerTeamTests
{
    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 1)]
    [InlineData(3, 1000)]
    [InlineData(7, 0)]
    public void Every_part_is_run_once(int size, int parts)
    {
        using var team = new WorkerTeam(size);
        var runs = new int[parts];
        for (var repetition = 0; repetition < 3; repetition++)
            team.Run(parts, part => Interlocked.Increment(ref runs[part]));
        Assert.All(runs, count => Assert.Equal(3, count));
    }

    [Fact]
    public void A_failing_part_is_thrown_on_and_the_team_goes_on_working()
    {
        using var team = new WorkerTeam(3);
        var error = Assert.Throws<InvalidOperationException>(() =>
            team.Run(50, part => _ = part == 20 ? throw new InvalidOperationException("part 20") : part));
        Assert.Equal("part 20", error.Message);
        var sum = 0;
        team.Run(50, part => Interlocked.Add(ref sum, part));
        Assert.Equal(50 * 49 / 2, sum);
    }

    /// <summary>Pauses long enough for all to fall asleep, loops so short that one may be back asleep before another has woken.</summary>
    [Fact]
    public void A_team_that_slept_is_woken_whole()
    {
        const int loops = 400;
        var sum = 0;
        var runner = new Thread(() =>
        {
            using var team = new WorkerTeam(8);
            for (var loop = 0; loop < loops; loop++)
            {
                Thread.Sleep(3);
                team.Run(8, _ => Interlocked.Increment(ref sum));
            }
        })
        { IsBackground = true };
        runner.Start();
        Assert.True(runner.Join(TimeSpan.FromSeconds(60)), $"the team stopped after {sum / 8} of {loops} loops");
        Assert.Equal(8 * loops, sum);
    }
}
