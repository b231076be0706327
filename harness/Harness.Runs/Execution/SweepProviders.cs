using System.Collections.Immutable;
using Engine;
using Engine.Analysis;
using Engine.Training;

namespace Harness.Runs.Execution;

/// <summary>The trainer and the device of a run.</summary>
public sealed record RunProviders(ITrainer Trainer, IAnalysisDevice Device)
{
    /// <summary>All that the last bits of a run depend on.</summary>
    public string InstructionSet => InstructionSets.Of(Trainer.InstructionSet, Device.InstructionSet);
}

/// <summary>Pairs of a trainer and a device that share the runs of a sweep out among them; one pair where there is one device.</summary>
/// <remarks>All of one kind and alike, so that no result depends on which pair did a run.</remarks>
public sealed class SweepProviders
{
    private SweepProviders(ImmutableArray<RunProviders> pairs) => Pairs = pairs;

    public ImmutableArray<RunProviders> Pairs { get; }

    /// <summary>The trainers' kind, without the number of a GPU: part of every run's id.</summary>
    public string TrainerKind => DeviceName.KindOf(Pairs[0].Trainer.Name);

    /// <summary>The devices' kind, likewise.</summary>
    public string DeviceKind => DeviceName.KindOf(Pairs[0].Device.Name);

    /// <summary>The trainers as a user names them, e.g. <c>torch-cuda:0,1</c>.</summary>
    public string Trainers => Named(Pairs.Select(pair => pair.Trainer.Name));

    /// <summary>The devices as a user names them, e.g. <c>ilgpu-cuda:0,1</c>.</summary>
    public string Devices => Named(Pairs.Select(pair => pair.Device.Name));

    /// <inheritdoc cref="RunProviders.InstructionSet"/>
    public string InstructionSet => Pairs[0].InstructionSet;

    /// <summary>How many networks of one shape are worth training as one stack.</summary>
    public int StackLimit => Pairs[0].Trainer.StackLimit;

    /// <summary>Pairs the first trainer with the first device, and so on; one alone goes with each of the others.</summary>
    /// <exception cref="UsageException">They are of different numbers, or of hardware that is not alike.</exception>
    public static SweepProviders Pair(IReadOnlyList<ITrainer> trainers, IReadOnlyList<IAnalysisDevice> devices)
    {
        ArgumentNullException.ThrowIfNull(trainers);
        ArgumentNullException.ThrowIfNull(devices);
        if (trainers.Count != devices.Count && trainers.Count > 1 && devices.Count > 1)
            throw new UsageException(
                $"--trainer is {trainers.Count} ({Named(trainers.Select(one => one.Name))}) and --device is {devices.Count} "
                    + $"({Named(devices.Select(one => one.Name))}), and they go in pairs: name as many of each, or one of either.");
        var all = new SweepProviders(
            [.. Enumerable.Range(0, Math.Max(trainers.Count, devices.Count))
                .Select(place => new RunProviders(trainers[place % trainers.Count], devices[place % devices.Count]))]);
        all.RequireAlike();
        return all;
    }

    /// <summary>The last bits of a sweep's numbers follow from what computes them, and its folder names one set of that.</summary>
    private void RequireAlike()
    {
        if (Pairs.FirstOrDefault(pair => pair.InstructionSet != InstructionSet) is { } other)
            throw new UsageException(
                $"the devices of one sweep must be alike: {NamesOf(Pairs[0])} is {InstructionSet}, and {NamesOf(other)} is "
                    + $"{other.InstructionSet}. Name those that are alike, or run sweeps in folders of their own.");
    }

    private static string NamesOf(RunProviders pair) => $"{pair.Trainer.Name} with {pair.Device.Name}";

    private static string Named(IEnumerable<string> names)
    {
        var distinct = names.Distinct().ToArray();
        return distinct.Length == 1
            ? distinct[0]
            : DeviceName.KindOf(distinct[0]) + DeviceName.Colon
                + string.Join(',', distinct.Select(name => DeviceName.TryParse(name)?.Index ?? 0));
    }
}
