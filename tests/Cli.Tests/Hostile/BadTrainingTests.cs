using Cli.Tests.Support;

namespace Cli.Tests.Hostile;

/// <summary>Networks that trained badly, whose sums are huge, are checked by what float32 can do and not called a fault.</summary>
public class BadTrainingTests
{
    [Theory]
    [InlineData("training.optimizer=sgd", "training.learning_rate=10")]
    [InlineData("training.learning_rate=1e5")]
    [InlineData("training.learning_rate=1e8")]
    [InlineData("input.std=1e-38")]
    [InlineData("input.std=1e-30", "network.activation=tanh")]
    [InlineData("training.learning_rate=1e5", "ablation.replace=mean")]
    [InlineData("training.learning_rate=1e5", "ablation.replace=resample")]
    public void A_badly_trained_network_is_analyzed_as_it_is(params string[] settings)
    {
        using var folder = new TemporaryFolder();
        var result = EngineProgram.Run(
            ["run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["out"], "seeds=2", "training.epochs=3",
                "network.hidden=[30,20]", "ablation.checks=20", .. settings]);
        // None of them diverges: the networks guess, with finite losses.
        Assert.Contains("\n2 of 2 runs done now. Results: ", result.Exits(0).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("fault of the engine", result.Output + result.Error, StringComparison.Ordinal);
    }

    /// <summary>And one that diverges fails by name, the others are done.</summary>
    [Fact]
    public void A_network_that_diverges_is_a_failed_run_with_the_epoch_and_what_can_be_done()
    {
        using var folder = new TemporaryFolder();
        var result = EngineProgram.Run(
            "run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["out"], "seeds=1", "training.epochs=2",
            "training.optimizer=sgd", "training.dropout=0", "network.activation=leaky-relu",
            "sweep.training.learning_rate=[0.01, 1e30]").Exits(3);
        Assert.Contains("1 of 2 runs done now, 1 failed", result.Output, StringComparison.Ordinal);
        Assert.Matches(
            @"failed: small-lr_1e30-s0-[0-9a-f]+: training diverged in epoch 1, step \d+: the loss is NaN; lower training\.learning_rate",
            result.Output);
    }
}
