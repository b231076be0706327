using Engine.Training;

namespace Engine.Tests.Training;

public sealed class EarlyStoppingTests
{
    [Fact]
    public void The_lowest_loss_is_best_and_patience_counts_from_it()
    {
        var stopping = new EarlyStopping(2);
        Assert.Equal([true, true, false, true, false], Note(stopping, 3, 2, 2.5, 1, 1.5));
        Assert.Equal((4, 5, false), (stopping.Best, stopping.Last, stopping.IsOver));
        Assert.Equal([false], Note(stopping, 1.2));
        Assert.Equal((4, 6, true), (stopping.Best, stopping.Last, stopping.IsOver));
    }

    [Fact]
    public void Of_equal_losses_the_first_is_best()
    {
        var stopping = new EarlyStopping(1);
        Assert.Equal([true, false], Note(stopping, 2, 2));
        Assert.Equal((1, true), (stopping.Best, stopping.IsOver));
    }

    [Fact]
    public void It_goes_on_from_its_state()
    {
        EarlyStopping first = new(3), second = new(3);
        Note(first, 5, 4, 6);
        using var memory = new MemoryStream();
        first.Save(new BinaryWriter(memory));
        memory.Position = 0;
        second.Load(new BinaryReader(memory));
        Assert.Equal([false, false], Note(second, 4.5, 4));
        Assert.Equal((2, 5, true), (second.Best, second.Last, second.IsOver));
    }

    private static bool[] Note(EarlyStopping stopping, params double[] losses) =>
        [.. losses.Select(loss => stopping.Note(
            new EpochRecord(stopping.Last + 1, Evaluation.Empty, new Evaluation(loss, 0), Evaluation.Empty, 0)))];
}
