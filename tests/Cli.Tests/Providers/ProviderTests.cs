using Engine;
using Harness.Cli.Providers;

namespace Cli.Tests.Providers;

public class ProviderTests
{
    private static ProviderPort<string> Devices(params (string Name, bool Available)[] providers) => new(
        "device",
        providers.Select(it => new Provider<string>(it.Name, () => new Availability(it.Available, $"detail of {it.Name}."), it.Name)));

    private static string ErrorOf(Action choose) => Assert.Throws<UsageException>(choose).Message;

    [Fact]
    public void Auto_takes_the_first_that_can_be_used()
    {
        Assert.Equal("ilgpu-cuda", Devices(("ilgpu-cuda", true), ("simd", true), ("ilgpu-cpu", true)).Choose("auto"));
        Assert.Equal("simd", Devices(("ilgpu-cuda", false), ("simd", true), ("ilgpu-opencl", true)).Choose("auto"));
    }

    [Fact]
    public void A_name_takes_that_one() => Assert.Equal("ilgpu-cpu", Devices(("simd", true), ("ilgpu-cpu", true)).Choose("ilgpu-cpu"));

    [Fact]
    public void Cuda_is_short_for_the_one_of_its_kind() =>
        Assert.Equal("ilgpu-cuda", Devices(("simd", true), ("ilgpu-cuda", true)).Choose("cuda"));

    [Fact]
    public void One_of_several_is_taken_by_its_number()
    {
        var devices = Devices(("simd", true), ("ilgpu-cuda", true), ("ilgpu-cuda:1", true));
        Assert.Equal("ilgpu-cuda:1", devices.Choose("ilgpu-cuda:1"));
        Assert.Contains(
            "there is no ilgpu-cuda:2 here; there are simd, ilgpu-cuda, ilgpu-cuda:1", ErrorOf(() => devices.Choose("ilgpu-cuda:2")));
    }

    [Fact]
    public void One_that_is_not_available_is_refused_with_its_reason() => Assert.Equal(
        "--device cuda cannot be used: detail of ilgpu-cuda. See engine devices.",
        ErrorOf(() => Devices(("simd", true), ("ilgpu-cuda", false)).Choose("cuda")));

    [Fact]
    public void An_unknown_name_is_refused() =>
        Assert.StartsWith("--device gpu: there is no gpu here;", ErrorOf(() => Devices(("simd", true)).Choose("gpu")));

    [Fact]
    public void Every_one_is_listed_in_its_order_available_or_with_the_reason()
    {
        var lines = Devices(("ilgpu-cuda", false), ("ilgpu-cuda:1", true), ("simd", true)).Lines().ToArray();
        Assert.Equal(
            [
                ("device", "ilgpu-cuda", false, "detail of ilgpu-cuda."),
                ("device", "ilgpu-cuda:1", true, "detail of ilgpu-cuda:1."),
                ("device", "simd", true, "detail of simd.")],
            lines.Select(line => (line.Kind, line.Name, line.Available, line.Detail)));
    }

    [Fact]
    public void The_engine_knows_each_trainer_and_device_of_the_design()
    {
        var lines = new ProviderSet().Lines().Where(line => !line.Name.Contains(':')).ToArray();
        Assert.Equal(["torch-cuda", "simd", "torch-cpu"], lines.Where(line => line.Kind == "trainer").Select(line => line.Name));
        Assert.Equal(
            ["ilgpu-cuda", "simd", "ilgpu-opencl", "ilgpu-cpu"], lines.Where(line => line.Kind == "device").Select(line => line.Name));
    }

    [Fact]
    public void A_device_of_ilgpu_is_available_or_says_exactly_why_not()
    {
        var lines = new ProviderSet().Lines().Where(line => line.Name.StartsWith("ilgpu-", StringComparison.Ordinal)).ToArray();
        Assert.True(lines.Single(line => line.Name == "ilgpu-cpu").Available);
        Assert.All(lines.Where(line => !line.Available), line => Assert.Matches("NVIDIA|OpenCL", line.Detail));
    }
}
