using Engine.Training;

namespace Engine.Tests.Training;

public sealed class EpochScheduleTests
{
    [Fact]
    public void All_is_every_epoch_with_the_network_before_its_first_step() => Assert.Equal([0, 1, 2, 3], EpochSchedule.All.Of(3));

    [Fact]
    public void Log_spaced_epochs_are_rounded_powers_of_ten_with_the_first_and_the_last() =>
        // 10^(k/4): 1, 1.78, 3.16, 5.62, 10, 17.8, 31.6, 56.2, 100
        Assert.Equal([0, 1, 2, 3, 6, 10, 18, 32, 56, 80], EpochSchedule.Log(4).Of(80));

    [Fact]
    public void Epochs_beyond_the_last_are_left_out_of_a_list() => Assert.Equal([0, 5, 7], EpochSchedule.At([7, 0, 5, 7, 9]).Of(8));

    [Fact]
    public void Every_schedule_is_ascending_without_repetition_and_within_the_training()
    {
        for (var perDecade = 1; perDecade <= 30; perDecade++)
        {
            for (var last = 0; last <= 300; last += 13)
            {
                var epochs = EpochSchedule.Log(perDecade).Of(last);
                Assert.Equal(epochs.Distinct().Order(), epochs);
                Assert.Equal((0, last), (epochs[0], epochs[^1]));
            }
        }
    }

    [Fact]
    public void Schedules_are_equal_by_what_they_say()
    {
        Assert.Equal(EpochSchedule.At([1, 2]), EpochSchedule.At([2, 1, 1]));
        Assert.Equal(EpochSchedule.Log(5), EpochSchedule.Log(5));
        Assert.NotEqual(EpochSchedule.Log(5), EpochSchedule.Log(6));
        Assert.NotEqual(EpochSchedule.All, EpochSchedule.At([0]));
    }

    [Fact]
    public void What_is_no_schedule_is_refused()
    {
        Assert.Throws<ArgumentException>(() => EpochSchedule.At([]));
        Assert.Throws<ArgumentException>(() => EpochSchedule.At([-1, 3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => EpochSchedule.Log(0));
    }
}
