using System.Runtime.InteropServices;
using Engine.Torch.Devices;
using Engine.Training;

namespace Torch.Tests;

/// <summary>A device that cannot be used says exactly why.</summary>
public sealed partial class AvailabilityTests
{
    [Fact]
    public void Without_a_driver_the_gpu_is_refused_with_the_file_that_is_missing()
    {
        Assert.SkipWhen(CudaDriver.Find() is not null, "this machine has an NVIDIA driver");
        var cuda = TorchTrainer.Cuda();
        Assert.Equal(Availability.No($"no NVIDIA driver: {CudaDriver.FileName} was not found."), cuda.Availability);
        var refusal = Assert.Throws<UserErrorException>(() => cuda.Open([], new TrainingContext(RandomData.Splits(5, 2, 2), 1)));
        Assert.Equal($"torch-cuda cannot be used: {cuda.Availability.Detail}", refusal.Message);
    }

    [Theory]
    [InlineData(11040, "driver too old: the NVIDIA driver knows CUDA up to 11.4, needed is 12.0 or newer; update it.")]
    [InlineData(12000, null)]
    [InlineData(13010, null)]
    public void A_driver_that_is_too_old_is_refused_with_its_version(int version, string? reason) =>
        Assert.Equal(reason, CudaDevice.TooOld(version));

    /// <summary>The complaint is the loader's; the library names the versions that it has, each ended by a zero.</summary>
    [Fact]
    public void A_system_that_is_too_old_is_told_by_the_version_needed_and_the_one_found()
    {
        var library = Path.Combine(Directory.CreateTempSubdirectory("old-system-").FullName, "libstdc++.so.6");
        File.WriteAllText(library, "\u007fELF\0GLIBCXX_3.4.9\0GLIBCXX_3.4.30\0CXXABI_1.3.13\0GLIBCXX_DEBUG_MESSAGE_LENGTH\0");
        Assert.Equal(
            "it needs GLIBCXX_3.4.32, and this system's libstdc++.so.6 has GLIBCXX_3.4.30 at most (Debian 13 and Ubuntu 24.04 have it).",
            LoaderComplaint.TooOld($"{library}: version `GLIBCXX_3.4.32' not found (required by /x/libLibTorchSharp.so)"));
        Assert.Null(LoaderComplaint.TooOld("libtorch_cpu.so: cannot open shared object file: No such file or directory"));
        Directory.Delete(Path.GetDirectoryName(library)!, recursive: true);
    }

    [Fact]
    public void A_library_for_cpus_alone_is_told_with_the_command_that_brings_the_other()
    {
        Assert.NotNull(TorchCpu.Trainer);
        var reason = TorchLibrary.LoadCuda();
        Assert.SkipWhen(reason is null, "libtorch with CUDA is here, and a GPU to use it on");
        Assert.Matches(
            @"^(library not found: .*torch_cuda\..*; \./build\.sh --torch cuda brings it\.|libtorch finds no usable GPU)", reason);
    }

    [Fact]
    public void The_cpu_names_libtorch_and_the_cores()
    {
        Assert.Equal($"libtorch 2.10.0, {Environment.ProcessorCount} cores", TorchCpu.Trainer.Availability.Detail);
        Assert.Matches(@"^(vector(128|256|512)(-no-fma)?|scalar), libtorch 2\.10\.0$", TorchCpu.Trainer.InstructionSet);
    }

    [Fact]
    public void Threads_are_those_of_the_session_and_wait_without_spinning()
    {
        foreach (var threads in new[] { 2, 1 })
        {
            using var session = Open(threads);
            session.RunEpoch(CancellationToken.None);
            Assert.Equal(threads, torch.get_num_threads());
        }
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the process's environment is .NET's there");
        Assert.Equal("PASSIVE", Marshal.PtrToStringUTF8(GetEnvironment("OMP_WAIT_POLICY")));
    }

    /// <summary>libtorch keeps the number of each thread, but a thread's first look takes over the last one set anywhere.</summary>
    [Fact]
    public void Threads_of_another_session_do_not_become_those_of_this_one()
    {
        Assert.NotNull(TorchCpu.Trainer);
        var seen = 0;
        var other = new Thread(() =>
        {
            using var session = Open(2);
            var between = new Thread(() => Open(1).Dispose());
            between.Start();
            between.Join();
            seen = torch.get_num_threads();
        });
        other.Start();
        other.Join();
        Assert.Equal(2, seen);
    }

    private static ITrainingSession Open(int threads)
    {
        var job = new TrainingJob(new(4, [3], 2, Engine.Networks.Activation.Relu, false), new TrainingOptions { BatchSize = 4 }, 0);
        return TorchCpu.Trainer.Open([job], new TrainingContext(RandomData.Splits(8, 4, 2), threads));
    }

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetEnvironment(string name);
}
