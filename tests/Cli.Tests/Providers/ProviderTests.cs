using Engine;
using Harness.Cli.Providers;

namespace Cli.Tests.Providers;

public class ProviderTests
{
    /// <param name="providers">Of a kind the first, then with numbers from 1 on.</param>
    private static ProviderPort<string> Devices(params (string Name, bool Available)[] providers) => new(
        "device",
        providers.GroupBy(it => DeviceName.KindOf(it.Name)).Select(kind => new ProviderKind<string>(
            kind.Key, kind.Count, index => At(index, [.. kind], kind.Key))));

    /// <summary>simd has no numbers; of the others any number has a name, and says itself that it is not there.</summary>
    private static Provider<string>? At(int index, (string Name, bool Available)[] kind, string name)
    {
        var full = new DeviceName(name, index).ToString();
        if (index < kind.Length)
            return new(full, () => new Availability(kind[index].Available, $"detail of {full}."), full);
        return name == "simd" ? null : new(full, () => Availability.No($"no such device, {full}"), full);
    }

    private static string ErrorOf(Action choose) => Assert.Throws<UsageException>(choose).Message;

    [Fact]
    public void Auto_takes_the_first_that_can_be_used()
    {
        Assert.Equal(["ilgpu-cuda"], Devices(("ilgpu-cuda", true), ("simd", true), ("ilgpu-cpu", true)).Choose("auto"));
        Assert.Equal(["simd"], Devices(("ilgpu-cuda", false), ("simd", true), ("ilgpu-opencl", true)).Choose("auto"));
        Assert.Equal(["ilgpu-cuda:1"], Devices(("ilgpu-cuda", false), ("ilgpu-cuda:1", true), ("simd", true)).Choose("auto"));
    }

    [Fact]
    public void A_name_takes_that_one() => Assert.Equal(["ilgpu-cpu"], Devices(("simd", true), ("ilgpu-cpu", true)).Choose("ilgpu-cpu"));

    [Fact]
    public void Cuda_is_short_for_the_one_of_its_kind() =>
        Assert.Equal(["ilgpu-cuda"], Devices(("simd", true), ("ilgpu-cuda", true)).Choose("cuda"));

    [Theory]
    [InlineData("ilgpu-cuda:1", "ilgpu-cuda:1")]
    [InlineData("cuda:1", "ilgpu-cuda:1")]
    [InlineData("cuda:0", "ilgpu-cuda")]
    [InlineData("cuda:0,1", "ilgpu-cuda", "ilgpu-cuda:1")]
    [InlineData("cuda:2,0", "ilgpu-cuda:2", "ilgpu-cuda")]
    [InlineData("ilgpu-cuda:all", "ilgpu-cuda", "ilgpu-cuda:1", "ilgpu-cuda:2")]
    [InlineData("simd:0", "simd")]
    [InlineData("simd:all", "simd")]
    public void Numbers_take_those_of_a_kind_in_their_order_and_all_takes_each(string name, params string[] chosen) => Assert.Equal(
        chosen,
        Devices(("simd", true), ("ilgpu-cuda", true), ("ilgpu-cuda:1", true), ("ilgpu-cuda:2", true)).Choose(name));

    [Theory]
    [InlineData("cuda:", "cuda:: a number is missing; after the colon needed are numbers counted from 0, as in cuda:0,1, or cuda:all")]
    [InlineData("cuda:0,", "--device cuda:0,: a number is missing")]
    [InlineData("cuda:0,x", "--device cuda:0,x: x is no number")]
    [InlineData("cuda:0,-1", "-1 is no number")]
    [InlineData("cuda:0;1", "0;1 is no number")]
    [InlineData("cuda:0,all", "all is no number")]
    [InlineData("cuda:0,1,0", "--device cuda:0,1,0: 0 is there twice")]
    [InlineData("cuda:1,01", "1 is there twice")]
    [InlineData("cuda:2", "--device cuda:2 cannot be used: no such device, ilgpu-cuda:2. See engine devices.")]
    [InlineData(
        "cuda:0,2,7", "cuda:0,2,7 cannot be used: ilgpu-cuda:2: no such device, ilgpu-cuda:2; ilgpu-cuda:7: no such device, ilgpu-cuda:7.")]
    [InlineData("simd:0,1", "--device simd:0,1: there is no simd:1, there is one simd alone. See engine devices.")]
    [InlineData("gpu:0,1", "--device gpu:0,1: there is no gpu here; there are simd, ilgpu-cuda. See engine devices.")]
    public void Numbers_that_cannot_be_are_refused_by_name(string name, string error) => Assert.Contains(
        error, ErrorOf(() => Devices(("simd", true), ("ilgpu-cuda", true), ("ilgpu-cuda:1", true)).Choose(name)), StringComparison.Ordinal);

    [Fact]
    public void One_that_is_not_available_is_refused_with_its_reason()
    {
        Assert.Equal(
            "--device cuda cannot be used: detail of ilgpu-cuda. See engine devices.",
            ErrorOf(() => Devices(("simd", true), ("ilgpu-cuda", false)).Choose("cuda")));
        Assert.Equal(
            "--device cuda:all cannot be used: ilgpu-cuda:1: detail of ilgpu-cuda:1. See engine devices.",
            ErrorOf(() => Devices(("ilgpu-cuda", true), ("ilgpu-cuda:1", false)).Choose("cuda:all")));
    }

    [Fact]
    public void A_reason_that_several_have_is_said_once() => Assert.Equal(
        "--device cuda:0,1 cannot be used: ilgpu-cuda, ilgpu-cuda:1: no driver. See engine devices.",
        ErrorOf(() => new ProviderPort<string>(
            "device",
            [new("ilgpu-cuda", () => 1, index => new($"{new DeviceName("ilgpu-cuda", index)}", () => Availability.No("no driver."), ""))])
            .Choose("cuda:0,1")));

    [Fact]
    public void An_unknown_name_is_refused() =>
        Assert.StartsWith("--device gpu: there is no gpu here;", ErrorOf(() => Devices(("simd", true)).Choose("gpu")));

    [Fact]
    public void Of_a_choice_for_another_machine_the_kind_is_known_and_the_numbers_are_its_own()
    {
        var devices = Devices(("simd", true), ("ilgpu-cuda", false));
        Assert.Equal(
            [null, "simd", "ilgpu-cuda", "ilgpu-cuda", "ilgpu-cuda"],
            new[] { "auto", "simd", "cuda", "cuda:0,7", "ilgpu-cuda:all" }.Select(devices.KindElsewhere));
        Assert.Contains("0 is there twice", ErrorOf(() => devices.KindElsewhere("cuda:0,0")), StringComparison.Ordinal);
        Assert.Contains("there is no simd:3", ErrorOf(() => devices.KindElsewhere("simd:3")), StringComparison.Ordinal);
    }

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
