using System.Runtime.Intrinsics.X86;
using System.Text.Json;
using Cli.Tests.Support;

namespace Cli.Tests.Hostile;

/// <summary>The last bits of a result depend on the instruction set, so that one folder never holds those of two.</summary>
public class InstructionSetTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX2", "vector128-no-fma")]
    [InlineData("DOTNET_EnableHWIntrinsic", "scalar")]
    public void A_folder_that_was_begun_on_one_set_is_not_gone_on_with_on_another(string variable, string name)
    {
        Assert.SkipUnless(Avx2.IsSupported, "needs a processor with AVX2, of which the runtime can be told to use less");
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
}
