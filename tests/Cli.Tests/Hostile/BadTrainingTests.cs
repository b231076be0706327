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
    public void A_badly_trained_network_is_analyzed_or_diverges_and_the_engine_is_not_at_fault(params string[] settings)
    {
        using var folder = new TemporaryFolder();
        var result = EngineProgram.Run(
            ["run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["out"], "seeds=2", "training.epochs=3",
                "network.hidden=[30,20]", "ablation.checks=20", .. settings]);
        Assert.DoesNotContain("fault of the engine", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Contains(result.ExitCode, new[] { 0, 3 });
    }
}
