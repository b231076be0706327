using Engine.Torch.Devices;
using Engine.Torch.Stacks;
using Engine.Training;

namespace Engine.Torch;

/// <summary>Training by TorchSharp, on the CPU or an NVIDIA GPU.</summary>
/// <remarks>The same initial weights, batches and dropped units as every trainer; sums are taken in
/// another order, so that results agree within rounding errors. Networks of a stack
/// train in one batch of matrix products.</remarks>
public sealed class TorchTrainer : ITrainer
{
    private readonly ITorchDevice _device;

    private TorchTrainer(ITorchDevice device) => _device = device;

    public string Name => _device.Name;

    public Availability Availability => _device.Availability;

    public string InstructionSet => Availability.IsAvailable ? $"{_device.Hardware}, libtorch {TorchLibrary.Version}" : _device.Hardware;

    public int StackLimit => _device.StackLimit;

    public static TorchTrainer Cpu() => new(new CpuDevice());

    /// <param name="index">Which NVIDIA GPU, from 0, of those that the driver shows.</param>
    public static TorchTrainer Cuda(int index = 0) => new(new CudaDevice(index));

    /// <summary>How many GPUs there are to train on; 1 where there is none, which then says why. Starts the driver.</summary>
    public static int CountOfCuda() => Math.Max(1, CudaDevice.Count());

    /// <exception cref="UserErrorException">The device is not available, with the reason; the
    /// data does not fit the network or a setting is out of range.</exception>
    public ITrainingSession Open(IReadOnlyList<TrainingJob> stack, TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(stack);
        ArgumentNullException.ThrowIfNull(context);
        return Availability is { IsAvailable: false, Detail: var reason }
            ? throw new UserErrorException($"{Name} cannot be used: {reason}")
            : new TorchSession(stack, context, _device, (jobs, data) => new StackModel(jobs, data));
    }
}
