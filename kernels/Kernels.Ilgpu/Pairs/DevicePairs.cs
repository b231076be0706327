using Engine.Pairs;
using ILGPU;
using ILGPU.Runtime;
using Kernels.Ilgpu.Devices;

namespace Kernels.Ilgpu.Pairs;

/// <summary>Planes on a device; every call is one job on the device's thread.</summary>
internal sealed class DevicePairs : IPairCounts
{
    /// <summary>Of the simulator, as of the host's own counter.</summary>
    private const int FewCounts = 1 << 18;

    /// <summary>64 MiB, so that a GPU has work for all its units.</summary>
    private const int ManyCounts = 1 << 24;

    private readonly IlgpuDevice _device;
    private readonly Machine _machine;
    private readonly MemoryBudget _budget;
    private readonly BitPlanes _planes;
    private readonly DeviceMemory _memory;
    private readonly ArrayView<ulong> _words;
    private readonly ArrayView<int> _ends;

    public DevicePairs(IlgpuDevice device, Machine machine, BitPlanes planes, MemoryBudget budget)
    {
        (_device, _machine, _planes, _budget) = (device, machine, planes, budget);
        (_memory, _words, _ends) = device.Run(machine, () => budget.Run("loading the bits of pairs", _ => Load(machine, planes)));
    }

    public int FirstPlanes => _machine.Address.Kind == DeviceKind.Cpu ? BitPlanes.Together : BitPlanes.Together * BitPlanes.Together;

    public int MostCounts => _machine.Address.Kind == DeviceKind.Cpu ? FewCounts : ManyCounts;

    public void Count(PlaneBlock block, Span<int> counts)
    {
        var found = _device.Run(_machine, () => _budget.Run("counting pairs", bytes => Count(block, bytes)));
        found.CopyTo(counts);
    }

    public void Dispose() => _machine.Run(Free);

    /// <summary>As many first planes at a time as the bytes hold.</summary>
    private int[] Count(PlaneBlock block, long bytes)
    {
        var all = new int[block.Rows * _planes.Classes * block.Columns];
        var ofGroup = BitPlanes.Together * _planes.Classes * block.Columns;
        var groups = block.Rows / BitPlanes.Together;
        var part = (int)Math.Clamp(bytes / ((long)ofGroup * sizeof(int)), 1, Math.Max(1, groups));
        using var memory = _machine.NewMemory();
        var counts = memory.Allocate<int>((long)part * ofGroup);
        for (var first = 0; first < groups; first += part)
        {
            var count = Math.Min(part, groups - first);
            _machine.Kernels.Pairs(new PairArguments
            {
                Words = _words,
                ClassEnds = _ends,
                Counts = counts,
                PlaneWords = _planes.Words,
                Classes = _planes.Classes,
                First = block.First + (first * BitPlanes.Together),
                Groups = count,
                Second = block.Second,
                Columns = block.Columns,
            });
            _machine.Download(counts.SubView(0, (long)count * ofGroup)).CopyTo(all, first * ofGroup);
        }
        return all;
    }

    private static (DeviceMemory Memory, ArrayView<ulong> Words, ArrayView<int> Ends) Load(Machine machine, BitPlanes planes)
    {
        var memory = machine.NewMemory();
        try
        {
            var words = memory.Allocate<ulong>(planes.AllWords.Length);
            machine.Upload(planes.AllWords, words);
            return (memory, words, memory.Upload(planes.ClassEnds.ToArray()));
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    private int Free()
    {
        try
        {
            _memory.Dispose();
        }
        catch (AcceleratorException)
        {
            // The device is gone, and its memory with it; the job that found out has said so.
        }
        return 0;
    }
}
