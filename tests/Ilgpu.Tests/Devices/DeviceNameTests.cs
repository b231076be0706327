using Engine;
using Engine.Analysis;
using Engine.Networks;
using ILGPU.Backends.OpenCL;
using Kernels.Ilgpu.Devices;
using Testing.Analysis;

namespace Ilgpu.Tests.Devices;

public class DeviceNameTests
{
    [Theory]
    [InlineData("ilgpu-cuda")]
    [InlineData("ilgpu-cuda:3")]
    [InlineData("ilgpu-opencl")]
    [InlineData("ilgpu-opencl:1")]
    [InlineData("ilgpu-cpu")]
    [InlineData("ilgpu-cpu:3")]
    public void A_device_answers_to_its_name(string name) => Assert.Equal(name, IlgpuDevices.Find(name, null)?.Name);

    [Theory]
    [InlineData("ilgpu-cuda:0", "ilgpu-cuda")]
    [InlineData("ilgpu-cpu:0", "ilgpu-cpu")]
    [InlineData("ilgpu-cuda:x", null)]
    [InlineData("ilgpu-cuda:-1", null)]
    [InlineData("ilgpu", null)]
    [InlineData("simd", null)]
    [InlineData("", null)]
    public void Other_names_are_the_first_GPU_or_none(string name, string? expected) =>
        Assert.Equal(expected, IlgpuDevices.Find(name, null)?.Name);

    [Fact]
    public void Each_device_of_a_kind_is_available_or_has_a_reason_and_the_next_one_is_not_there()
    {
        foreach (var kind in new[] { "ilgpu-cuda", "ilgpu-opencl", "ilgpu-cpu" })
        {
            var count = IlgpuDevices.Count(kind);
            var all = Enumerable.Range(0, count + 1).Select(index => IlgpuDevices.Find($"{kind}:{index}", null)!).ToArray();
            Assert.All(all, device => Assert.NotEmpty(device.Availability.Detail));
            Assert.True(all[0].Availability.IsAvailable || kind != "ilgpu-cpu");
            Assert.Single(all.Take(count).Select(device => device.Availability.IsAvailable).Distinct());
            Assert.False(all[count].Availability.IsAvailable);
            if (all[0].Availability.IsAvailable)
                Assert.StartsWith("no such device", all[count].Availability.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_simulator_says_what_is_faster_and_a_runs_record_does_not()
    {
        using var device = IlgpuDevices.Find("ilgpu-cpu", null)!;
        Assert.EndsWith("on a CPU simd is the fast device", device.Availability.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("simd", device.InstructionSet, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, true, "")]
    [InlineData(false, false, ", without float64: losses are summed in integers, to the same bits")]
    [InlineData(true, true, ": for correctness, not for speed; on a CPU simd is the fast device")]
    public void A_device_without_float64_is_no_worse_and_says_so(bool playsGpu, bool float64, string advice) =>
        Assert.Equal(advice, DeviceContext.Advice(playsGpu, float64));

    [Fact]
    public void A_missing_device_is_the_users_error_and_says_why()
    {
        using var device = IlgpuDevices.Find("ilgpu-cuda:99", null)!;
        Assert.False(device.Availability.IsAvailable);
        var network = RandomNetworks.Create(new NetworkShape(3, [4], 2, Activation.Relu, false), 1);
        var error = Assert.Throws<UserErrorException>(() => device.Open(network, new AnalysisResources(1, 1)));
        Assert.Contains("ilgpu-cuda:99", error.Message, StringComparison.Ordinal);
        Assert.Contains(device.Availability.Detail, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, 0, 0, 0, "the driver finds none")]
    [InlineData(803, 0, 0, 0, "different versions")]
    [InlineData(999, 0, 0, 0, "error 999")]
    [InlineData(0, 10020, 1, 0, "too old: it supports CUDA 10.2, needed is 11.0")]
    [InlineData(0, 12040, 1, 1, "there is 1 NVIDIA GPU, counted from 0")]
    [InlineData(0, 12040, 2, 5, "there are 2 NVIDIA GPUs")]
    public void What_the_driver_says_becomes_a_reason(int code, int version, int count, int index, string reason) =>
        Assert.Contains(reason, CudaDriver.Fault(code, version, count, index, null), StringComparison.Ordinal);

    [Fact]
    public void A_driver_without_fault_is_no_reason() => Assert.Null(CudaDriver.Fault(0, 12040, 2, 1, null));

    [Theory]
    [InlineData("", "CUDA_VISIBLE_DEVICES is empty")]
    [InlineData(",0", "CUDA_VISIBLE_DEVICES=,0 names no GPU: needed are numbers")]
    [InlineData("-1", "CUDA_VISIBLE_DEVICES=-1 hides every GPU")]
    [InlineData("7,0", "CUDA_VISIBLE_DEVICES=7,0 names no GPU that is here: they are counted from 0")]
    [InlineData("GPU-8932f937", "CUDA_VISIBLE_DEVICES=GPU-8932f937 names no GPU that is here")]
    [InlineData("MIG-c6d4f1ef,0", "CUDA_VISIBLE_DEVICES=MIG-c6d4f1ef,0 names no part of a GPU that is here")]
    [InlineData("none", "needed are numbers, or uuids that begin with GPU- or MIG-")]
    public void Hidden_GPUs_are_told_from_missing_ones(string visible, string reason)
    {
        var fault = CudaDriver.Fault(100, 0, 0, 0, visible);
        Assert.StartsWith("no NVIDIA GPU: hidden by CUDA_VISIBLE_DEVICES: ", fault, StringComparison.Ordinal);
        Assert.Contains(reason, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", ", of those that CUDA_VISIBLE_DEVICES=1 shows")]
    [InlineData(null, "counted from 0")]
    public void A_number_beyond_the_visible_GPUs_names_what_hides_the_others(string? visible, string end) =>
        Assert.EndsWith(end, CudaDriver.Fault(0, 12040, 1, 1, visible), StringComparison.Ordinal);

    /// <summary>An OpenCL 3.0 driver may name OpenCL C 1.2 as its version: it is not asked for that.</summary>
    [Theory]
    [InlineData(3, 0, true, 32, null)]
    [InlineData(2, 0, true, 16, null)]
    [InlineData(3, 0, false, 64, "PoCL lacks a generic address space")]
    [InlineData(3, 0, true, 8, "PoCL lacks 16 KiB of local memory (it has 8)")]
    [InlineData(1, 2, false, 64, "PoCL lacks OpenCL C 2.0 (it has 1.2) and a generic address space")]
    public void An_OpenCL_device_is_refused_for_what_it_lacks(int major, int minor, bool generic, int kibibytes, string? reason)
    {
        var device = new OpenClFacts("PoCL", new CLCVersion(major, minor), generic, kibibytes << 10);
        Assert.Equal(reason is null ? null : $"no OpenCL device that can be used: {reason}", OpenClDriver.Fault([device], 0));
    }

    [Fact]
    public void One_good_OpenCL_device_is_enough_and_each_bad_one_is_named()
    {
        var bad = new OpenClFacts("old", CLCVersion.CL20, false, 32 << 10);
        Assert.Null(OpenClDriver.Fault([bad, bad with { GenericAddressSpace = true }], 0));
        var refused = OpenClDriver.Fault([bad, bad with { Name = "older" }], 0);
        Assert.EndsWith("old lacks a generic address space; older lacks a generic address space", refused, StringComparison.Ordinal);
        Assert.Contains("names none", OpenClDriver.Fault([], 0), StringComparison.Ordinal);
    }

    [Fact]
    public void OpenCL_devices_are_counted_without_those_that_cannot_be_used()
    {
        var good = new OpenClFacts("new", CLCVersion.CL20, true, 32 << 10);
        Assert.Null(OpenClDriver.Fault([good, good], 1));
        Assert.Equal(
            "no such device: there are 2 OpenCL devices that can be used, counted from 0", OpenClDriver.Fault([good, good], 2));
        Assert.Equal(
            "no such device: there is 1 OpenCL device that can be used, counted from 0; old lacks a generic address space",
            OpenClDriver.Fault([good with { Name = "old", GenericAddressSpace = false }, good], 1));
    }
}
