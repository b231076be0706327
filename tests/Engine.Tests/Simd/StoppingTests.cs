using Engine.Data;
using Engine.Networks;
using Engine.Training;
using Engine.Training.Reference;

namespace Engine.Tests.Simd;

/// <summary>Trainers that read their data step by step stop between two steps.</summary>
public sealed class StoppingTests
{
    private const int Samples = 40, Inputs = 10, Classes = 3, Batch = 8;

    [Fact]
    public void Training_stops_between_two_steps_when_asked()
    {
        using var stop = new CancellationTokenSource();
        var features = new StoppingFeatures(Samples, Inputs, 17, stop);
        var data = RandomData.Splits(Samples, Inputs, Classes) with { Train = new LabelledData(features, new byte[Samples], Classes) };
        var job = new TrainingJob(
            new NetworkShape(Inputs, [6], Classes, Activation.Tanh, false), new TrainingOptions { BatchSize = Batch }, 0);
        foreach (var trainer in new ITrainer[] { new SimdTrainer(), new ReferenceTrainer() })
        {
            using var session = trainer.Open([job], new TrainingContext(data, 2));
            Assert.ThrowsAny<OperationCanceledException>(() => session.RunEpoch(stop.Token));
            // Sample 17 is in the third batch of eight at the latest read; the batch is finished and no other is begun.
            Assert.True(features.Reads % Batch == 0, $"{features.Reads} samples were read");
            Assert.Equal(0, session.Epoch);
        }
    }
}
