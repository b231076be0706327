using ILGPU;
using Kernels.Ilgpu.Devices;

namespace Ilgpu.Tests.Devices;

/// <summary>Groups that run at a time have shared memory of their own: seen by a kernel that does nothing else.</summary>
public class SharedMemoryTests
{
    private const int Rounds = 100;

    [Theory]
    [InlineData("ilgpu-cpu", 2, 20)]
    [InlineData("ilgpu-opencl", 64, 10_000)]
    [InlineData("ilgpu-cuda", 64, 10_000)]
    public void No_group_reads_what_another_wrote(string name, int block, int groups)
    {
        var address = DeviceAddress.TryParse(name)!.Value;
        using var device = new IlgpuDevice(address, new DeviceSettings(GroupThreads: block, Cores: 2));
        var wrong = RealDevice.Require(device).Run(machine =>
        {
            using var memory = machine.NewMemory();
            var kernel = KernelLoader.Load<Arguments>(machine.Accelerator, Exchange);
            var arguments = new Arguments { Wrong = memory.Zeros<int>(1), Rounds = Rounds };
            kernel(new KernelConfig(groups, block, SharedMemoryConfig.RequestDynamic<int>(block)), arguments);
            return machine.Download(arguments.Wrong)[0];
        });
        Assert.Equal(0, wrong);
    }

    /// <summary>
    /// Each round every thread writes a number that no other group writes, and reads its partner's. The atomic operation keeps a compiler
    /// from reading the memory's address once for all rounds.
    /// </summary>
    private static void Exchange(Arguments a)
    {
        var shared = SharedMemory.GetDynamic<int>();
        int thread = Group.IdxX, partner = Group.DimX - 1 - thread, first = Grid.IdxX * Group.DimX * a.Rounds;
        for (var round = 0; round < a.Rounds; round++)
        {
            var own = first + (round * Group.DimX);
            shared[thread] = own + thread;
            Group.Barrier();
            Atomic.Add(ref a.Wrong[0], shared[partner] == own + partner ? 0 : 1);
            Group.Barrier();
        }
    }

    /// <summary>Counts what was not the partner's number.</summary>
    internal struct Arguments
    {
        public ArrayView<int> Wrong;
        public int Rounds;
    }
}
