using System.Runtime.Intrinsics.X86;
using System.Text.Json;
using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.Hostile;

/// <summary>The last bits of a result depend on the instruction set, so that one folder never holds those of two.</summary>
public class InstructionSetTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX2", "vector128-no-fma")]
    [InlineData("DOTNET_EnableHWIntrinsic", "scalar")]
    public void A_folder_that_was_begun_on_one_set_is_not_gone_on_with_on_another(string variable, string name)
    {
        RequireAvx2();
        using var folder = new TemporaryFolder();
        string[] run =
        [
            "run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["out"], "seeds=1", "training.epochs=1", "ablation.random=1",
        ];
        EngineProgram.Run(new Dictionary<string, string> { [variable] = "0" }, run).Exits(0);
        using var manifest = JsonDocument.Parse(File.ReadAllText(folder["out/manifest.json"]));
        Assert.Equal(name, manifest.RootElement.GetProperty("instruction_set").GetString());
        EngineProgram.Run([.. run, "--resume"]).Exits(2).Says($"instruction set: {name} → vector");
        EngineProgram.Run(new Dictionary<string, string> { [variable] = "0" }, [.. run, "--resume"]).Exits(0);
    }

    /// <summary>Measured for every optimizer, objective, quantizer and replacement, and held here for the most used.</summary>
    [Theory]
    [InlineData("DOTNET_EnableAVX")]
    [InlineData("DOTNET_EnableSSE42")]
    public void Processors_of_one_name_give_the_same_bytes(string variable)
    {
        RequireAvx2();
        using var folder = new TemporaryFolder();
        foreach (var (name, output) in new[] { ("DOTNET_EnableAVX2", "without-avx2"), (variable, "older") })
        {
            EngineProgram.Run(
                new Dictionary<string, string> { [name] = "0" }, "run", folder.Write("spec.yaml", SpecTexts.Digits),
                "--out", folder[output], "seeds=1", "training.epochs=2", "ablation.random=2", "measures.quantizer=[one-bit, uniform-4]",
                "information_plane.estimators=[binning-30, pairwise-upper]", "information_plane.noise=0.1").Exits(0);
        }
        SameResults.AssertSame(folder["without-avx2"], folder["older"]);
    }

    /// <summary>The processor computes all that a device does not.</summary>
    [Fact]
    public void An_analysis_on_a_device_is_bound_to_the_processor_beside_it()
    {
        RequireAvx2();
        using var folder = new TemporaryFolder();
        EngineProgram.Run(
            "run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["trained"], "network.hidden=[4]", "seeds=1",
            "training.epochs=1", "ablation.random=1").Exits(0);
        string[] analyze =
        [
            "analyze", "--model", Directory.GetFiles(folder["trained/models"]).Single(), "--activation", "relu", "--dataset", "digits",
            "--device", "ilgpu-cpu", "--out", folder["out"], "ablation.random=1",
        ];
        EngineProgram.Run(new Dictionary<string, string> { ["DOTNET_EnableAVX2"] = "0" }, analyze).Exits(0);
        EngineProgram.Run([.. analyze, "--resume"]).Exits(2)
            .Says("instruction set: ILGPU 1.5.3, simulator; vector128-no-fma → ILGPU 1.5.3, simulator; vector");
        EngineProgram.Run(new Dictionary<string, string> { ["DOTNET_EnableAVX2"] = "0" }, [.. analyze, "--resume"]).Exits(0);
    }

    private static void RequireAvx2() =>
        Assert.SkipUnless(Avx2.IsSupported, "needs a processor with AVX2, of which the runtime can be told to use less");
}
