using Engine.Numerics;

namespace Engine.Tests.Numerics;

public sealed class IdleTeamTests
{
    private readonly IdleTeam _idle = new();

    [Fact]
    public void The_next_call_gets_the_team_of_the_last()
    {
        var first = _idle.Use(2, team => team);
        Assert.Same(first, _idle.Use(2, team => team));
    }

    [Fact]
    public void Another_size_gets_another_team_and_ends_the_kept_one()
    {
        var first = _idle.Use(2, team => team);
        Assert.Equal(3, _idle.Use(3, team => team.Size));
        Assert.Throws<ObjectDisposedException>(() => first.Run(1, _ => { }));
    }

    [Fact]
    public void A_call_within_a_call_gets_a_team_of_its_own()
    {
        _idle.Use(2, outer => _idle.Use(2, inner =>
        {
            Assert.NotSame(outer, inner);
            var sum = 0;
            inner.Run(10, part => Interlocked.Add(ref sum, part));
            Assert.Equal(45, sum);
            return sum;
        }));
        var parts = 0;
        _idle.Use(2, team => { team.Run(7, _ => Interlocked.Increment(ref parts)); return true; });
        Assert.Equal(7, parts);
    }

    [Fact]
    public void A_team_outlives_a_call_that_fails()
    {
        WorkerTeam? failed = null;
        Assert.Throws<FormatException>(() => _idle.Use<bool>(2, team => throw new FormatException($"{failed = team}")));
        Assert.Same(failed, _idle.Use(2, team => team));
    }
}
