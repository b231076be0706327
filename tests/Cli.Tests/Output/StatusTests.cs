using System.Text.Json;
using Cli.Tests.Support;

namespace Cli.Tests.Output;

public class StatusTests
{
    [Fact]
    public void A_folder_that_is_no_sweep_is_a_usage_error()
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run("status", folder.Path).Exits(2).Says("manifest.json is missing");
        EngineProgram.Run("status", folder["nowhere"]).Exits(2).Says("manifest.json is missing");
    }

    [Fact]
    public void A_part_of_a_sweep_is_told_from_the_folder_alone()
    {
        using var folder = new TemporaryFolder();
        EngineProgram.Run("run", folder.Write("spec.yaml", SpecTexts.Digits), "--out", folder["out"], "--shard", "1/4", "--quiet").Exits(0);
        Assert.Equal((4, 1, 0, 3), Counts(folder));
        var row = Directory.GetFiles(folder["out/runs"]).Single();
        File.WriteAllText(row, "damaged");
        Assert.Equal((4, 0, 0, 4), Counts(folder));
        Assert.Contains(row, EngineProgram.Run("status", folder["out"]).Exits(0).Output, StringComparison.Ordinal);
    }

    private static (int, int, int, int) Counts(TemporaryFolder folder)
    {
        var status = JsonDocument.Parse(EngineProgram.Run("status", folder["out"], "--json").Exits(0).Output).RootElement;
        int Number(string key) => status.GetProperty(key).GetInt32();
        return (Number("planned"), Number("done"), Number("failed"), Number("missing"));
    }
}
