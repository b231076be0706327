using System.Collections.Immutable;
using Engine;
using Engine.Data;
using Engine.Networks;
using Engine.Training;
using Harness.Specs;

namespace Harness.Runs.Execution;

/// <summary>Translates a spec's settings into the engine's options.</summary>
public static class RunSettings
{
    /// <exception cref="UsageException">The spec asks for what the trainer does not have.</exception>
    public static void RequireTrainable(RunSpec spec, ITrainer trainer)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(trainer);
        if (TrainingCheck.Missing(spec.Training, trainer.Abilities) is { } missing)
            throw new UsageException($"--trainer {trainer.Name}: {missing}");
    }

    public static NetworkShape Shape(RunSpec spec, DataSet data)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(data);
        ImmutableArray<int> hidden = spec.Network.Model == NetworkModel.Logistic ? [] : spec.Network.Hidden;
        return new NetworkShape(data.Inputs, hidden, data.Classes, spec.Network.Activation, spec.BatchNorm);
    }

    /// <exception cref="UsageException">There are neither one number nor as many as the data have channels.</exception>
    public static void RequireChannels(InputTransform input, DataSet data)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(data);
        try
        {
            input.PerChannel(data.Channels);
        }
        catch (UserErrorException mistake)
        {
            throw new UsageException($"{mistake.Message} The data set is {data.Name}.", mistake);
        }
    }
}
