using System.Runtime.InteropServices;
using Engine.Torch.Devices;
using Engine.Training;

namespace Engine.Torch.Tests;

/// <summary>What cannot be used says exactly why.</summary>
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
    public void A_driver_that_is_too_old_is_refused_with_its_version(int version, string? reason) => Assert.Equal(reason, CudaDevice.TooOld(version));

    [Fact]
    public void A_build_for_cpus_says_that_it_lacks_the_cuda_library()
    {
        Assert.NotNull(TorchCpu.Trainer);
        var reason = TorchLibrary.LoadCuda();
        Assert.SkipWhen(reason is null, "this build has libtorch with CUDA, and a GPU to use it on");
        Assert.Matches(@"^(library not found: .*torch_cuda\.|libtorch finds no usable GPU)", reason);
    }

    [Fact]
    public void The_cpu_names_libtorch_and_the_cores()
    {
        Assert.Equal($"libtorch 2.10.0, {Environment.ProcessorCount} cores", TorchCpu.Trainer.Availability.Detail);
        Assert.Matches(@"^vector(128|256|512), libtorch 2\.10\.0$", TorchCpu.Trainer.InstructionSet);
    }

    [Fact]
    public void Threads_are_those_of_the_session_and_wait_without_spinning()
    {
        foreach (var threads in new[] { 2, 1 })
        {
            var job = new TrainingJob(new(4, [3], 2, Networks.Activation.Relu, false), new TrainingOptions { BatchSize = 4 }, 0);
            using var session = TorchCpu.Trainer.Open([job], new TrainingContext(RandomData.Splits(8, 4, 2), threads));
            session.RunEpoch(CancellationToken.None);
            Assert.Equal(threads, torch.get_num_threads());
        }
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the process's environment is .NET's there");
        Assert.Equal("PASSIVE", Marshal.PtrToStringUTF8(GetEnvironment("OMP_WAIT_POLICY")));
    }

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetEnvironment(string name);
}
