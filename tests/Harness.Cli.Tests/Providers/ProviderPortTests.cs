using Engine;
using Harness.Cli.Providers;

namespace Harness.Cli.Tests.Providers;

public class ProviderPortTests
{
    private static ProviderPort<string> Devices(params (string Name, bool Available)[] built) => new(
        ProviderKind.Device,
        built.Select(it => new BuiltProvider<string>(it.Name, () => new Availability(it.Available, $"detail of {it.Name}."), it.Name)));

    private static string ErrorOf(Action choose) => Assert.Throws<UsageException>(choose).Message;

    [Fact]
    public void Auto_takes_a_gpu_before_simd_and_simd_before_a_simulator()
    {
        Assert.Equal("ilgpu-cuda", Devices(("ilgpu-cpu", true), ("simd", true), ("ilgpu-cuda", true)).Choose("auto"));
        Assert.Equal("simd", Devices(("ilgpu-cpu", true), ("ilgpu-opencl", true), ("simd", true), ("ilgpu-cuda", false)).Choose("auto"));
    }

    [Fact]
    public void A_name_takes_that_one() => Assert.Equal("ilgpu-cpu", Devices(("simd", true), ("ilgpu-cpu", true)).Choose("ilgpu-cpu"));

    [Fact]
    public void Cuda_is_short_for_the_one_of_its_kind() => Assert.Equal("ilgpu-cuda", Devices(("simd", true), ("ilgpu-cuda", true)).Choose("cuda"));

    [Fact]
    public void One_of_several_is_taken_by_its_number()
    {
        var devices = Devices(("simd", true), ("ilgpu-cuda", true), ("ilgpu-cuda:1", true));
        Assert.Equal("ilgpu-cuda:1", devices.Choose("ilgpu-cuda:1"));
        Assert.Contains("there is no ilgpu-cuda:2 here", ErrorOf(() => devices.Choose("ilgpu-cuda:2")));
    }

    [Fact]
    public void One_that_is_not_built_is_refused_with_its_package()
    {
        var error = ErrorOf(() => Devices(("simd", true)).Choose("cuda"));
        Assert.StartsWith("--device cuda: not built: this build is without ILGPU; ./build", error);
        Assert.Contains("--providers card builds with it", error);
        Assert.Contains("Built are simd", error);
    }

    [Fact]
    public void One_that_is_not_available_is_refused_with_its_reason() => Assert.Equal(
        "--device cuda cannot be used: detail of ilgpu-cuda. See engine devices.",
        ErrorOf(() => Devices(("simd", true), ("ilgpu-cuda", false)).Choose("cuda")));

    [Fact]
    public void An_unknown_name_is_refused() => Assert.StartsWith("--device gpu: there is no such name.", ErrorOf(() => Devices(("simd", true)).Choose("gpu")));

    [Fact]
    public void Every_known_one_is_listed_available_or_with_the_reason()
    {
        var lines = Devices(("simd", true), ("ilgpu-cuda", false), ("ilgpu-cuda:1", true)).Lines().ToArray();
        Assert.Equal(["ilgpu-cuda", "ilgpu-cuda:1", "simd", "ilgpu-opencl", "ilgpu-cpu"], lines.Select(line => line.Name));
        Assert.Equal([false, true, true, false, false], lines.Select(line => line.Available));
        Assert.Equal("detail of ilgpu-cuda.", lines[0].Detail);
        Assert.StartsWith("not built: this build is without ILGPU", lines[3].Detail);
        Assert.All(lines, line => Assert.Equal("device", line.Kind));
    }
}
