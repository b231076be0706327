using Engine;
using Engine.Analysis;
using Engine.Networks;
using Engine.Simd;
using Engine.Training;
using Kernels.Simd;

namespace Harness.Tests.Runs.Sweeps;

/// <summary>One of several devices of a kind, in place of a GPU: <c>simd</c> under the name <c>simd:1</c> and so on.</summary>
/// <param name="instructionSet">Null for that of <c>simd</c>.</param>
internal sealed class NumberedDevice(int index, string? instructionSet = null) : IAnalysisDevice
{
    private readonly SimdDevice _device = new();
    private int _opened;

    /// <summary>Called before each network is opened, with how many were before; may throw.</summary>
    public Action<int> Opening { get; init; } = _ => { };

    /// <summary>Networks that were asked to be opened.</summary>
    public int Opened => _opened;

    public string Name => new DeviceName(_device.Name, index).ToString();

    public Availability Availability => _device.Availability;

    public string InstructionSet => instructionSet ?? _device.InstructionSet;

    public IAnalysisSession Open(Network network, AnalysisResources resources)
    {
        Opening(Interlocked.Increment(ref _opened) - 1);
        return _device.Open(network, resources);
    }

    /// <summary>The answer of a GPU that fell off the bus.</summary>
    public DeviceFailedException Lost() => new($"the device {Name} (a test's) failed: it was lost");
}

/// <summary>One of several GPUs that train: <c>simd</c> under the name <c>simd:1</c> and so on.</summary>
internal sealed class NumberedTrainer(int index) : ITrainer
{
    private readonly SimdTrainer _trainer = new();
    private int _opened;

    /// <summary>Called before each stack is trained, with how many were before; may throw.</summary>
    public Action<int> Opening { get; init; } = _ => { };

    /// <summary>Stacks that were asked to be trained.</summary>
    public int Opened => _opened;

    public string Name => new DeviceName(_trainer.Name, index).ToString();

    public Availability Availability => _trainer.Availability;

    public string InstructionSet => _trainer.InstructionSet;

    public int StackLimit => _trainer.StackLimit;

    public ITrainingSession Open(IReadOnlyList<TrainingJob> stack, TrainingContext context)
    {
        Opening(Interlocked.Increment(ref _opened) - 1);
        return _trainer.Open(stack, context);
    }

    /// <summary>Libtorch's words of a GPU that it lost.</summary>
    public DeviceFailedException Lost() => new($"{Name}: CUDA error: unspecified launch failure");
}
