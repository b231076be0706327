using Engine.Training;
using Harness.Cli.Output;

namespace Cli.Tests.Output;

public class ProgressTextTests
{
    private static readonly RunProgress Training =
        new(20, RunProgress.Training, new EpochRecord(3, new(0.4123, 0.8), new(0.5, 0.871), new(0.6, 0.86), 1));

    private static readonly ProgressText Sweep = new(
        2, 1, 18, "3 min", [("fashion-l2_1e-4-s0-7b7e0687fed3", Training), ("fashion-l2_1e-4-s1-7b7e0687fed3", Training)]);

    [Fact]
    public void It_says_the_loss_of_training_and_the_validation_accuracy()
    {
        Assert.Equal("epoch 3/20, loss 0.412, accuracy 0.871", $"{Training}");
        Assert.Equal("epoch 0/20", $"{Training with { Last = null }}");
        Assert.Equal("ablating layer-1", $"{Training with { Phase = "ablating layer-1" }}");
        // Without validation samples the accuracy of training, which is there always.
        var alone = Training with { Last = Training.Last! with { Validation = Evaluation.Empty } };
        Assert.Equal("epoch 3/20, loss 0.412, accuracy 0.800", $"{alone}");
    }

    [Theory]
    [InlineData(300, "2 of 18 runs done, 1 failed, 2 running, about 3 min left · fashion-l2_1e-4-s0-7b7e0687fed3: epoch 3/20, loss 0.412, "
        + "accuracy 0.871 · fashion-l2_1e-4-s1-7b7e0687fed3: epoch 3/20, loss 0.412, accuracy 0.871")]
    [InlineData(90, "2 of 18 runs done, 1 failed, 3 min left · epoch 3/20, loss 0.412, accuracy 0.871")]
    [InlineData(70, "2 of 18 done, 1 failed · epoch 3/20, loss 0.412, accuracy 0.871")]
    [InlineData(30, "2 of 18 done, 1 failed")]
    [InlineData(5, "")]
    public void It_never_takes_more_than_there_is(int width, string said)
    {
        Assert.Equal(said, Sweep.Fitted(width));
        Assert.All(Enumerable.Range(0, 300), room => Assert.InRange(Sweep.Fitted(room).Length, 0, room));
    }

    [Fact]
    public void A_single_run_is_one() => Assert.Equal("0 of 1 run done", new ProgressText(0, 0, 1, null, []).Whole);
}
