using System.Runtime.InteropServices;
using Engine.Networks;
using Engine.Torch.Devices;
using Engine.Torch.Stacks;
using Engine.Training;

namespace Torch.Tests;

/// <summary>A stack that libtorch fails on.</summary>
/// <param name="words">What libtorch says in an epoch (0-based) of so many networks; null where all is well.</param>
internal sealed class FailingModel(IReadOnlyList<TrainingJob> jobs, DeviceData data, Func<int, int, string?> words) : IStackModel
{
    private readonly StackModel _model = new(jobs, data);

    /// <summary>Memory is out in an epoch if there are more networks than fit.</summary>
    public static Func<int, int, string?> Full(int networks, int epoch) =>
        (at, count) => at == epoch && count > networks ? "CUDA out of memory.\nException raised from malloc …" : null;

    public IReadOnlyList<EpochOutcome> RunEpoch(int epoch, CancellationToken cancellation) =>
        words(epoch, jobs.Count) is { } failure ? throw new Spoken(failure) : _model.RunEpoch(epoch, cancellation);

    public void Leave(int index, string reason) => _model.Leave(index, reason);

    public Network Snapshot(int index) => _model.Snapshot(index);

    public void Save(BinaryWriter state) => _model.Save(state);

    public void Load(BinaryReader state) => _model.Load(state);

    public void Dispose() => _model.Dispose();
}

/// <summary>An error in libtorch's words.</summary>
internal sealed class Spoken(string words) : ExternalException(words);

/// <summary>The CPU with a memory of the test's choice.</summary>
internal sealed class TestDevice(long free) : ITorchDevice
{
    public string Name => "torch-cpu";

    public Availability Availability => Availability.Yes("a test's");

    public string Hardware => "a test's";

    public torch.Device Device => torch.CPU;

    public int StackLimit => 8;

    public long? FreeMemory => free;
}
