using System.IO.Compression;
using Cli.Tests.Support;
using Testing.Results;

namespace Cli.Tests.BadInput;

/// <summary>Damaged IDX files end in exit code 1 with a message that names the file, and leave nothing behind.</summary>
public class IdxTests
{
    /// <summary>The damage to a folder, and the error that it must give.</summary>
    private static readonly Dictionary<string, (Action<string> Do, string[] Said)> Damages = new()
    {
        ["truncated"] = (folder => Change(folder, bytes => bytes[..^5]), [IdxFolder.Images]),
        ["no header"] = (folder => Change(folder, bytes => bytes[..7]), [IdxFolder.Images]),
        ["oversized"] = (folder => Change(folder, bytes => [.. bytes, 1, 2, 3]), [IdxFolder.Images]),
        ["wrong magic"] = (folder => Change(folder, bytes => [0, 0, 8, 9, .. bytes[4..]]), [IdxFolder.Images]),
        ["a count that lies"] = (folder =>
            Change(folder, bytes => [.. bytes[..4], 0x7f, 0xff, 0xff, 0xff, .. bytes[8..]]), [IdxFolder.Images]),
        ["damaged gz"] = (DamageGz, [IdxFolder.Images + ".gz"]),
        ["truncated gz"] = (folder => Pack(folder, bytes => bytes[..(bytes.Length / 2)]), [IdxFolder.Images + ".gz"]),
        ["fewer labels"] = (FewerLabels, ["60", "30", IdxFolder.Labels]),
        ["missing file"] = (folder => File.Delete(Path.Combine(folder, IdxFolder.Labels)), [IdxFolder.Labels]),
    };

    public static TheoryData<string> Names => [.. Damages.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_names_the_file_and_leaves_nothing(string damage)
    {
        using var folder = new TemporaryFolder();
        var data = IdxFolder.Write(folder["data"]);
        Damages[damage].Do(data);
        EngineProgram.Run("run", folder.Write("spec.yaml", SpecTexts.Idx("data")), "--out", folder["out"]).Exits(1)
            .Says(Damages[damage].Said);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("oversized")]
    [InlineData("damaged gz")]
    [InlineData("fewer labels")]
    public void Analyze_names_the_file_and_leaves_nothing(string damage)
    {
        using var folder = new TemporaryFolder();
        var data = IdxFolder.Write(folder["data/mnist"]);
        Damages[damage].Do(data);
        var model = folder.Write("net.safetensors", RawSafetensors.Sound);
        EngineProgram.Run(
            "analyze", "--model", model, "--activation", "relu", "--dataset", "mnist", "--data", folder["data"], "--out", folder["out"])
            .Exits(1).Says(Damages[damage].Said);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void Sound_files_run()
    {
        using var folder = new TemporaryFolder();
        IdxFolder.Write(folder["data"]);
        EngineProgram.Run("run", folder.Write("spec.yaml", SpecTexts.Idx("data")), "--out", folder["out"], "--quiet").Exits(0);
        Assert.Equal(["idx:data"], ResultTables.Of(folder["out"], "runs").Values<string>("dataset"));
    }

    private static void Change(string folder, Func<byte[], byte[]> damage)
    {
        var path = Path.Combine(folder, IdxFolder.Images);
        File.WriteAllBytes(path, damage(File.ReadAllBytes(path)));
    }

    private static void Pack(string folder, Func<byte[], byte[]> damage)
    {
        var path = Path.Combine(folder, IdxFolder.Images);
        using var packed = new MemoryStream();
        using (var gz = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gz.Write(File.ReadAllBytes(path));
        File.Delete(path);
        File.WriteAllBytes(path + ".gz", damage(packed.ToArray()));
    }

    /// <summary>A wrong checksum: the last eight bytes are the CRC-32 and the length of the content.</summary>
    private static void DamageGz(string folder) => Pack(folder, bytes => [.. bytes[..^8], (byte)~bytes[^8], .. bytes[^7..]]);

    private static void FewerLabels(string folder) =>
        File.Copy(Path.Combine(folder, "t10k-labels-idx1-ubyte"), Path.Combine(folder, IdxFolder.Labels), overwrite: true);
}
