using ILGPU;
using Kernels.Ilgpu.Devices;

namespace Oclgrind;

/// <summary>Small kernels, each with one fault in it, and one without: they show that a fault is found, and only a fault.</summary>
internal static class PlantedFaults
{
    private const int Groups = 3;

    public static IReadOnlyDictionary<string, PlantedFault> All { get; } = new Dictionary<string, PlantedFault>
    {
        ["read beyond the end"] = new(ReadBeyond, false, Fault.InvalidRead),
        ["write beyond the end"] = new(WriteBeyond, false, Fault.InvalidWrite),
        ["read beyond shared memory"] = new(ReadBeyondShared, true, Fault.InvalidRead),
        ["write beyond shared memory"] = new(WriteBeyondShared, true, Fault.InvalidWrite),
        ["race between groups"] = new(RaceBetweenGroups, false, Fault.Race),
        ["race within a group"] = new(RaceWithinGroup, true, Fault.Race),
        ["uninitialized read"] = new(ReadUninitialized, false, Fault.Uninitialized),
        ["uninitialized rest"] = new(ReadUninitializedRest, false, Fault.Uninitialized),
        ["uninitialized shared memory"] = new(ReadUninitializedShared, true, Fault.Uninitialized),
        ["none"] = new(Exchange, true, null),
    };

    /// <summary>Runs one in three groups.</summary>
    public static void Run(SimulatedDevice device, string name, int block)
    {
        var (planted, machine) = (All[name], device.Machine);
        machine.Run(() =>
        {
            using var memory = machine.NewMemory();
            var kernel = KernelLoader.Load(machine.Accelerator, planted.Kernel);
            var arguments = new FaultArguments
            {
                Values = memory.Zeros<int>(Groups * block),
                Unset = memory.Allocate<int>(Groups * block),
                Half = memory.Allocate<int>(Groups * block),
                Length = Groups * block,
            };
            machine.Upload<int>(new int[arguments.Length / 2], arguments.Half);
            var shared = planted.SharesMemory ? SharedMemoryConfig.RequestDynamic<int>(block) : default;
            kernel(new KernelConfig(Groups, block, shared), arguments);
            return machine.Download(arguments.Values);
        });
    }

    private static int Thread => (Grid.IdxX * Group.DimX) + Group.IdxX;

    private static void ReadBeyond(FaultArguments a) => a.Values[Thread] = a.Unset[Thread + a.Length];

    private static void WriteBeyond(FaultArguments a) => a.Values[Thread + 1] = Thread;

    private static void ReadBeyondShared(FaultArguments a)
    {
        var shared = Written();
        a.Values[Thread] = shared[Group.IdxX + 1];
    }

    private static void WriteBeyondShared(FaultArguments a)
    {
        var shared = SharedMemory.GetDynamic<int>();
        shared[Group.IdxX + 1] = Thread;
        Group.Barrier();
        a.Values[Thread] = shared[Group.DimX - 1];
    }

    private static void RaceBetweenGroups(FaultArguments a) => a.Values[Group.IdxX] = Grid.IdxX;

    private static void RaceWithinGroup(FaultArguments a)
    {
        var shared = SharedMemory.GetDynamic<int>();
        shared[Group.IdxX] = Thread;
        a.Values[Thread] = shared[Group.DimX - 1 - Group.IdxX];
    }

    private static void ReadUninitialized(FaultArguments a)
    {
        if (a.Unset[Thread] == 0)
            a.Values[Thread] = 1;
    }

    private static void ReadUninitializedRest(FaultArguments a)
    {
        if (a.Half[Thread] == 0)
            a.Values[Thread] = 1;
    }

    private static void ReadUninitializedShared(FaultArguments a)
    {
        var shared = SharedMemory.GetDynamic<int>();
        if (shared[Group.IdxX] == 0)
            a.Values[Thread] = 1;
    }

    private static void Exchange(FaultArguments a)
    {
        var shared = Written();
        a.Unset[Thread] = shared[Group.DimX - 1 - Group.IdxX];
        Atomic.Add(ref a.Values[0], 1);
    }

    private static ArrayView<int> Written()
    {
        var shared = SharedMemory.GetDynamic<int>();
        shared[Group.IdxX] = Thread;
        Group.Barrier();
        return shared;
    }
}

/// <param name="SharesMemory">An integer for each thread of a group.</param>
/// <param name="Fault">Null for a kernel without.</param>
internal sealed record PlantedFault(Action<FaultArguments> Kernel, bool SharesMemory, Fault? Fault);

/// <summary>The arguments of a kernel with a fault.</summary>
internal struct FaultArguments
{
    /// <summary><c>[Length]</c>, zeros.</summary>
    public ArrayView<int> Values;

    /// <summary><c>[Length]</c>, allocated and no more.</summary>
    public ArrayView<int> Unset;

    /// <summary><c>[Length]</c>, the first half zeros.</summary>
    public ArrayView<int> Half;

    /// <summary>The threads of all groups.</summary>
    public int Length;
}
