using Engine.Training;

namespace Engine.Tests.Training;

public sealed class LearningRateScheduleTests
{
    private static readonly LearningRateSchedule Cosine = new() { Kind = ScheduleKind.Cosine };
    private static readonly LearningRateSchedule Steps = new() { Kind = ScheduleKind.Step, Milestones = [2, 3], Factor = 0.5 };

    [Fact]
    public void Warm_up_rises_step_by_step_to_the_full_rate()
    {
        // Two epochs of two steps.
        double[] factors = [.. Enumerable.Range(0, 6).Select(step => new LearningRateSchedule { Warmup = 2 }.At(step, 2, 3))];
        Assert.Equal([0.25, 0.5, 0.75, 1, 1, 1], factors);
    }

    [Fact]
    public void Steps_multiply_after_their_epochs() =>
        Assert.Equal([1, 1, 1, 1, 0.5, 0.5, 0.25, 0.25], Enumerable.Range(0, 8).Select(step => Steps.At(step, 2, 4)));

    [Fact]
    public void A_cosine_falls_from_the_full_rate_by_way_of_a_half_towards_0()
    {
        // (1 + cos(pi t / 6)) / 2 at t = 0, 2, 3, 4, and the last step, 5.
        Assert.Equal(1, Cosine.At(0, 2, 3), 1e-15);
        Assert.Equal(0.75, Cosine.At(2, 2, 3), 1e-15);
        Assert.Equal(0.5, Cosine.At(3, 2, 3), 1e-15);
        Assert.Equal(0.25, Cosine.At(4, 2, 3), 1e-15);
        Assert.Equal((2 - Math.Sqrt(3)) / 4, Cosine.At(5, 2, 3), 1e-15);
    }

    [Fact]
    public void Behind_a_warm_up_the_cosine_has_what_is_left()
    {
        var schedule = Cosine with { Warmup = 1 };
        Assert.Equal([0.5, 1, 1], new[] { 0, 1, 2 }.Select(step => schedule.At(step, 2, 3)));
        Assert.Equal(0.5, schedule.At(4, 2, 3), 1e-15);
    }

    [Fact]
    public void A_last_batch_that_is_smaller_is_a_step()
    {
        var options = new TrainingOptions { BatchSize = 10, Epochs = 4, Schedule = Steps };
        Assert.Equal([1, 2, 3], new[] { 10, 11, 30 }.Select(options.StepsPerEpoch));
        // 21 samples make three steps: two epochs end before step 6.
        Assert.Equal([1, 0.5], new[] { 5, 6 }.Select(step => options.RateFactor(step, 21)));
    }
}
