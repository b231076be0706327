using Cli.Tests.Support;
using Harness.Cli.Providers;

namespace Cli.Tests.BadInput;

public class CommandLineTests
{
    [Fact]
    public void An_unknown_verb_is_answered_with_the_nearest_one()
    {
        var result = EngineProgram.Run("anlyze").Exits(2).Says("anlyze", "did you mean analyze?");
        Assert.DoesNotContain("was not provided", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_option_is_answered_with_the_nearest_one() =>
        EngineProgram.Run("run", "spec.yaml", "--resmue").Exits(2).Says("did you mean --resume?");

    [Fact]
    public void A_set_is_written_once_and_in_a_form_that_is_known()
    {
        using var folder = new TemporaryFolder();
        var file = folder["moons.npz"];
        EngineProgram.Run("data", "get", "two-moons", "--format", "npz", "--out", file).Exits(0);
        EngineProgram.Run("data", "get", "two-moons", "--format", "npz", "--out", file).Exits(1).Says($"{file}: is there already");
        EngineProgram.Run("data", "get", "two-moons", "--format", "npy", "--out", folder["a"]).Exits(2).Says("'npz'");
        EngineProgram.Run("data", "get", "two-moons", "--format", "npz").Exits(2).Says("--format and --out need each other");
        Assert.Equal([file], Directory.GetFiles(folder.Path));
    }

    /// <summary>The nearest name of another function would give another network.</summary>
    [Theory]
    [InlineData("GELU", "did you mean gelu?")]
    [InlineData("glu", "glu is a function of its own, which the engine does not have")]
    [InlineData("selu", "selu is a function of its own, which the engine does not have")]
    [InlineData("swish", "did you mean silu?")]
    public void An_activation_of_another_name_is_not_taken_for_the_nearest(string name, string answer)
    {
        using var folder = new TemporaryFolder();
        var result = EngineProgram.Run(
            "analyze", "--model", folder["net.safetensors"], "--activation", name, "--dataset", "digits", "--out", folder["out"])
            .Exits(2).Says($"--activation is {name}: needed is one of relu, leaky-relu, tanh, sigmoid, elu, gelu", answer);
        Assert.DoesNotContain("mean relu", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--device", "ilgpu-cuda:99", "ilgpu-cuda:99")]
    [InlineData("--device", "ilgpu-cpu:0,0", "0 is there twice")]
    [InlineData("--device", "ilgpu-cpu:0,9", "ilgpu-cpu:9: no such device: the simulator can be had 4 times, counted from 0")]
    [InlineData("--device", "ilgpu-cpu:0,b", "b is no number")]
    [InlineData("--trainer", "simd:1", "there is no simd:1")]
    [InlineData("--trainer", "simt", "there is no simt here")]
    [InlineData("--shard", "2/2", "0 <= i < n")]
    [InlineData("--jobs", "0", "at least 1")]
    [InlineData("--stack", "0", "at least 1")]
    public void A_value_that_cannot_be_is_a_usage_error_with_the_reason(string option, string value, string reason)
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run("run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["out"], option, value).Exits(2)
            .Says(option, reason);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Theory]
    [InlineData("--device", "cuda", "ilgpu-cuda")]
    [InlineData("--trainer", "cuda", "torch-cuda")]
    public void A_provider_that_cannot_be_used_is_a_usage_error_with_the_reason_of_engine_devices(
        string option, string value, string provider)
    {
        var line = new ProviderSet().Lines().First(line => line.Name == provider);
        Assert.SkipWhen(line.Available, $"{provider} can be used here: {line.Detail}");
        using var folder = new TemporaryFolder();
        EngineProgram.Run("run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["out"], option, value).Exits(2)
            .Says(option, line.Detail);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void One_network_is_analyzed_on_one_device()
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run(
            "analyze", "--model", folder["none"], "--activation", "relu", "--dataset", "digits", "--out", folder["out"], "--device",
            "ilgpu-cpu:0,2")
            .Exits(2).Says("--device ilgpu-cpu:0,2 is 2 devices", "name one of ilgpu-cpu, ilgpu-cpu:2");
    }

    [Fact]
    public void A_data_set_that_is_nowhere_names_its_files_and_the_folder_for_them()
    {
        using var folder = new TemporaryFolder();
        // No cache, no npm, and a proxy at which nobody listens.
        var environment = new Dictionary<string, string>
        {
            ["XDG_CACHE_HOME"] = folder["cache"],
            ["https_proxy"] = "http://127.0.0.1:9",
            ["HTTPS_PROXY"] = "http://127.0.0.1:9",
            ["npm_config_offline"] = "true",
            ["npm_config_cache"] = folder["npm"],
        };
        EngineProgram.Run(environment, "run", folder.Write("spec.yaml", SpecTexts.Digits), "dataset=cifar-10", "--out", folder["out"])
            .Exits(1).Says("data_batch_1.bin", "test_batch.bin", folder["cache"]);
        Assert.False(Directory.Exists(folder["out"]));
    }
}
