using Harness.Cli.Providers;
using Harness.Cli.Tests.Support;
using Harness.Runs.Tests.Support;

namespace Harness.Cli.Tests.BadInput;

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

    [Theory]
    [InlineData("--device", "ilgpu-cuda:99", "ilgpu-cuda:99")]
    [InlineData("--trainer", "cuda", "without its provider on TorchSharp")]
    [InlineData("--trainer", "simt", "there is no such name")]
    [InlineData("--shard", "2/2", "0 <= i < n")]
    [InlineData("--jobs", "0", "at least 1")]
    public void A_value_that_cannot_be_is_a_usage_error_with_the_reason(string option, string value, string reason)
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run("run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["out"], option, value).Exits(2).Says(option, reason);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void Cuda_where_there_is_none_is_a_usage_error_with_the_reason()
    {
        var cuda = new ProviderSet().Lines().First(line => line.Name == "ilgpu-cuda");
        if (cuda.Available)
            Assert.Skip($"ilgpu-cuda is here: {cuda.Detail}");
        using var folder = new TemporaryFolder();
        EngineProgram.Run("run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["out"], "--device", "cuda").Exits(2).Says("--device cuda", cuda.Detail);
        Assert.False(Directory.Exists(folder["out"]));
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
