using System.Collections.Immutable;
using Engine;
using Engine.Data;
using Engine.Networks;
using Engine.Networks.Sequential;
using Engine.Safetensors;
using Harness.Runs.Storage;
using Harness.Specs.Plans;

namespace Harness.Runs.Watching;

/// <summary>
/// Keeps the network at the epochs at which its neurons are looked at, until its training is done: on disk, so that memory holds one at a
/// time.
/// </summary>
/// <param name="classes">The data's names of its classes, which go with the networks as <paramref name="scale"/> does.</param>
internal sealed class NetworkWatch(
    CheckpointFolder folder, PlannedRun run, InputScale scale, ImmutableArray<string> classes) : ITrainingWatch
{
    private readonly ImmutableHashSet<int> _epochs = [.. run.Spec.History.Of(run.Spec.Training.Epochs)];
    private readonly SortedDictionary<int, string> _checksums = [];

    public void See(int epoch, Func<Network> snapshot, CancellationToken cancellation)
    {
        if (!_epochs.Contains(epoch))
            return;
        var file = folder.NetworkPath(run.RunId, epoch);
        ModelFile.Write(file, snapshot(), run.Spec.Training.Dropout.IsOn, scale, classes);
        _checksums[epoch] = ModelFile.ChecksumOf(file);
    }

    /// <summary>The epochs of which there is a network, ascending: training may have stopped before its last.</summary>
    public ImmutableArray<int> Seen => [.. _checksums.Keys];

    /// <summary>The network as it was after an epoch.</summary>
    /// <exception cref="UserErrorException">Its file is gone or another one.</exception>
    public Network At(int epoch)
    {
        if (Fault(epoch, _checksums[epoch]) is { } fault)
            throw new UserErrorException($"{fault}; it was written in this training. Do the run again with --resume.");
        var file = folder.NetworkPath(run.RunId, epoch);
        return SequentialReader.Read(SafetensorsFile.Read(file).Tensors, run.Spec.Network.Activation, file);
    }

    public void Save(BinaryWriter state)
    {
        state.Write(_checksums.Count);
        foreach (var (epoch, checksum) in _checksums)
        {
            state.Write(epoch);
            state.Write(checksum);
        }
    }

    public void Load(BinaryReader state)
    {
        for (var left = state.ReadInt32(); left > 0; left--)
        {
            var (epoch, checksum) = (state.ReadInt32(), state.ReadString());
            if (Fault(epoch, checksum) is { } fault)
                throw new InvalidDataException(fault);
            _checksums[epoch] = checksum;
        }
    }

    /// <summary>The networks that are asked for stay beside the run's model.</summary>
    public void Write(ResultFolder results, string runId)
    {
        if (!run.Spec.History.KeepsModels)
            return;
        foreach (var epoch in _checksums.Keys)
            WholeFile.Write(results.ModelPath(runId, epoch), stream => stream.Write(File.ReadAllBytes(folder.NetworkPath(runId, epoch))));
    }

    public void Dispose()
    {
        // The files go with the checkpoint, when the stack is done.
    }

    private string? Fault(int epoch, string checksum)
    {
        var file = folder.NetworkPath(run.RunId, epoch);
        var fault = RegularFile.FaultInFolder(file)
            ?? (ModelFile.ChecksumOf(file) == checksum ? null : "is another one than was written");
        return fault is null ? null : $"the network of epoch {epoch}, {file}, {fault}";
    }
}
