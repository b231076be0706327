using System.Runtime.InteropServices;
using Engine.Torch.Devices;

namespace Torch.Tests;

/// <summary>NVIDIA's driver, asked of several GPUs: a driver of the test's own with two of them answers.</summary>
public sealed unsafe class CudaDriverTests
{
    private const int Invalid = 101;

    /// <summary>By which the driver knows GPUs, which need not be their numbers.</summary>
    private const int FirstHandle = 40;

    /// <summary>Contexts that are current on this thread, the last one on top; and those that are retained.</summary>
    [ThreadStatic]
    private static Stack<nint>? _current;

    [ThreadStatic]
    private static int _retained;

    private static CudaDriver Two => new(name => name switch
    {
        "cuInit" => (nint)(delegate* unmanaged<uint, int>)&Start,
        "cuDeviceGetCount" => (nint)(delegate* unmanaged<int*, int>)&Count,
        "cuDeviceGet" => (nint)(delegate* unmanaged<int*, int, int>)&Get,
        "cuDeviceGetName" => (nint)(delegate* unmanaged<byte*, int, int, int>)&Name,
        "cuDevicePrimaryCtxRetain" => (nint)(delegate* unmanaged<nint*, int, int>)&Retain,
        "cuDevicePrimaryCtxRelease_v2" => (nint)(delegate* unmanaged<int, int>)&Release,
        "cuCtxPushCurrent_v2" => (nint)(delegate* unmanaged<nint, int>)&Push,
        "cuCtxPopCurrent_v2" => (nint)(delegate* unmanaged<nint*, int>)&Pop,
        "cuMemGetInfo_v2" => (nint)(delegate* unmanaged<nuint*, nuint*, int>)&Memory,
        _ => 0,
    });

    [Fact]
    public void Each_GPU_says_its_name()
    {
        Assert.Null(Two.Start());
        Assert.Equal(2, Two.Devices);
        Assert.Equal(["GPU 0", "GPU 1", "a GPU without a name"], [Two.NameOf(0), Two.NameOf(1), Two.NameOf(2)]);
    }

    /// <summary>Whichever GPU's context is current: the answer would be that one's.</summary>
    [Fact]
    public void Each_GPU_says_its_own_free_memory_and_leaves_the_thread_as_it_was()
    {
        _current = new([FirstHandle * 100]);
        _retained = 0;
        Assert.Equal([1_000_000L, 1_000_001L, null], [Two.FreeMemoryOf(0), Two.FreeMemoryOf(1), Two.FreeMemoryOf(2)]);
        Assert.Equal([FirstHandle * 100], _current);
        Assert.Equal(0, _retained);
    }

    [Fact]
    public void A_function_that_a_driver_lacks_is_named() => Assert.Contains(
        "cuDriverGetVersion", Assert.Throws<EntryPointNotFoundException>(() => Two.Version).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(2, 1, null, null)]
    [InlineData(1, 1, null, "no such device: there is 1 NVIDIA GPU, counted from 0.")]
    [InlineData(2, 5, "0,1", "no such device: there are 2 NVIDIA GPUs, counted from 0, of those that CUDA_VISIBLE_DEVICES=0,1 shows.")]
    [InlineData(
        1, 1, "MIG-a,MIG-b",
        "no such device: there is 1 NVIDIA GPU, counted from 0, of those that CUDA_VISIBLE_DEVICES=MIG-a,MIG-b shows (a process can use "
            + "one MIG part, the first: start a process for each).")]
    public void A_number_beyond_the_GPUs_is_refused_with_how_many_there_are(int count, int index, string? visible, string? reason) =>
        Assert.Equal(reason, CudaDevice.Absent(count, index, visible));

    [Fact]
    public void Each_trainer_has_its_GPUs_name()
    {
        Assert.Equal(["torch-cuda", "torch-cuda:1"], [TorchTrainer.Cuda().Name, TorchTrainer.Cuda(1).Name]);
        Assert.InRange(TorchTrainer.CountOfCuda(), 1, int.MaxValue);
    }

    [UnmanagedCallersOnly]
    private static int Start(uint flags) => flags == 0 ? 0 : Invalid;

    [UnmanagedCallersOnly]
    private static int Count(int* count)
    {
        *count = 2;
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int Get(int* handle, int number)
    {
        *handle = FirstHandle + number;
        return number is 0 or 1 ? 0 : Invalid;
    }

    [UnmanagedCallersOnly]
    private static int Name(byte* name, int length, int handle)
    {
        var text = System.Text.Encoding.UTF8.GetBytes($"GPU {handle - FirstHandle}\0");
        text.CopyTo(new Span<byte>(name, length));
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int Retain(nint* context, int handle)
    {
        *context = handle * 100;
        _retained++;
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int Release(int handle)
    {
        _retained--;
        return handle >= FirstHandle ? 0 : Invalid;
    }

    [UnmanagedCallersOnly]
    private static int Push(nint context)
    {
        _current!.Push(context);
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int Pop(nint* context)
    {
        *context = _current!.Pop();
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int Memory(nuint* free, nuint* total)
    {
        *free = 1_000_000 + (nuint)((_current!.Peek() / 100) - FirstHandle);
        *total = 2_000_000;
        return 0;
    }
}
