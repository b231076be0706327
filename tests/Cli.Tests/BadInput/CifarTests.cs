using Cli.Tests.Support;

namespace Cli.Tests.BadInput;

/// <summary>CIFAR-10 batches: a record is a label and 3 x 32 x 32 pixels.</summary>
public class CifarTests
{
    private const int Record = 1 + (3 * 32 * 32);
    private const int Records = 12;

    [Theory]
    [InlineData("length", "data_batch_1.bin")]
    [InlineData("label", "data_batch_1.bin", "10")]
    [InlineData("empty", "data_batch_1.bin")]
    [InlineData("missing", "test_batch.bin")]
    public void Run_names_the_batch_and_leaves_nothing(string damage, params string[] said)
    {
        using var folder = new TemporaryFolder();
        folder.Write("data/data_batch_1.bin", Damaged(damage));
        if (damage != "missing")
            folder.Write("data/test_batch.bin", Batch());
        EngineProgram.Run("run", folder.Write("spec.yaml", SpecTexts.Cifar("data")), "--out", folder["out"]).Exits(1).Says(said);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void Analyze_names_the_batch_and_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        for (var batch = 1; batch <= 5; batch++)
            folder.Write($"data/data_batch_{batch}.bin", Batch());
        folder.Write("data/test_batch.bin", Batch());
        var model = folder.Write("net.safetensors", RawSafetensors.Sound);
        EngineProgram.Run(
            "analyze", "--model", model, "--activation", "relu", "--dataset", "cifar-10", "--data", folder["data"], "--out", folder["out"])
            .Exits(1).Says("data_batch_1.bin");
        Assert.False(Directory.Exists(folder["out"]));
    }

    private static byte[] Damaged(string damage)
    {
        var batch = Batch();
        if (damage == "label")
            batch[Record] = 10;
        return damage switch { "length" => batch[..^1], "empty" => [], _ => batch };
    }

    private static byte[] Batch() =>
        [.. Enumerable.Range(0, Records * Record).Select(i => (byte)(i % Record == 0 ? i / Record % 10 : i % 256))];
}
