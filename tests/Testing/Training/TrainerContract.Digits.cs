using Engine.Networks;
using Engine.Training;

namespace Testing.Training;

/// <summary>Images, to the end.</summary>
public abstract partial class TrainerContract
{
    public static TheoryData<Activation> Activations() => [.. Enum.GetValues<Activation>()];

    /// <summary>Chance is 0.1. The digits of the test were written by other people than those that are trained on.</summary>
    [Theory]
    [MemberData(nameof(Activations))]
    public void Every_activation_learns_the_digits(Activation activation)
    {
        var data = ShippedDigits.ReadSplits();
        var shape = new NetworkShape(data.Train.Features.Inputs, [32, 16], data.Train.Classes, activation, false);
        var rule = ActivationFunction.Of(activation).IsRectifying ? Initialization.He : Initialization.Glorot;
        var options = new TrainingOptions { LearningRate = 0.005, BatchSize = 32, Epochs = 15, Initialization = rule };
        var (epochs, _) = Runs.Train(Trainer, new TrainingJob(shape, options, 1), data, options.Epochs, 2);
        var accuracy = epochs[^1].Record!.Test.Accuracy;
        TestContext.Current.TestOutputHelper?.WriteLine($"{Trainer.Name}, {activation}: {accuracy:f4}");
        Assert.InRange(accuracy, 0.85, 1);
    }
}
