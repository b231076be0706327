using System.Buffers.Binary;
using System.IO.Compression;
using Cli.Tests.Support;
using Testing.Results;
using static Cli.Tests.Support.RawSafetensors;

namespace Cli.Tests.Hostile;

/// <summary>Models, data sets and specs as no one means to give them: read rightly, or refused in one line.</summary>
public class InputTests
{
    private const int Record = 1 + (3 * 32 * 32);

    [Theory]
    [InlineData(3, 5)]
    [InlineData(1, 2)]
    [InlineData(2, 1_000_000)]
    public void A_missing_batch_is_named(int missing, int last)
    {
        using var folder = new TemporaryFolder();
        foreach (var batch in Enumerable.Range(1, 5).Append(last).Where(batch => batch != missing && batch <= last))
            folder.Write($"data/data_batch_{batch}.bin", new byte[Record]);
        folder.Write("data/test_batch.bin", new byte[Record]);
        OneLine(EngineProgram.Run("run", folder.Write("spec.yaml", SpecTexts.Cifar("data")), "--out", folder["out"]).Exits(1))
            .Says($"data_batch_{missing}.bin is missing, data_batch_{last}.bin is there");
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Theory]
    [InlineData("gzip", "a gzip file inside a gzip file. Unpack the outer layer with gunzip, then name it .gz again.")]
    [InlineData("pickle", "a Python pickle")]
    [InlineData("zip", "a zip archive")]
    [InlineData("xz", "an xz file. Unpack it first: xz -dk.")]
    [InlineData("lfs", "a pointer of Git LFS, not the file itself. Fetch it: git lfs pull.")]
    [InlineData("cifar-100", "a CIFAR-100 file")]
    [InlineData("cifar-100 in gzip", "a CIFAR-100 file")]
    public void A_file_of_another_kind_is_called_by_it(string kind, string said)
    {
        using var folder = new TemporaryFolder();
        byte[] content = kind switch
        {
            "gzip" => Gzip(Gzip(new byte[Record])),
            "pickle" => [0x80, 2, .. "}q"u8],
            "zip" => [.. "PK"u8, 3, 4, 0],
            "xz" => [0xfd, .. "7zXZ"u8, 0, 0, 4],
            "lfs" => [.. "version https://git-lfs.github.com/spec/v1\noid sha256:"u8, .. "0f"u8, .. "\nsize 30730000\n"u8],
            "cifar-100" => new byte[10 * (Record + 1)],
            _ => Gzip(new byte[10 * (Record + 1)]),
        };
        folder.Write("data/data_batch_1.bin", content);
        folder.Write("data/test_batch.bin", new byte[Record]);
        OneLine(EngineProgram.Run("run", folder.Write("spec.yaml", SpecTexts.Cifar("data")), "--out", folder["out"]).Exits(1))
            .Says("data_batch_1.bin", said);
    }

    [Fact]
    public void A_damaged_file_of_the_Python_version_of_CIFAR_is_named()
    {
        using var folder = new TemporaryFolder();
        for (var batch = 1; batch <= 5; batch++)
            folder.Write($"data/data_batch_{batch}", [0x80, 2, .. "}q"u8]);
        folder.Write("data/test_batch", [0x80, 2, .. "}q"u8]);
        OneLine(EngineProgram.Run("run", folder.Write("spec.yaml", SpecTexts.Cifar("data")), "--out", folder["out"]).Exits(1))
            .Says("data_batch_1: ");
    }

    [Fact]
    public void A_model_from_a_pipe_gives_what_its_file_gives()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /dev/stdin");
        using var folder = new TemporaryFolder();
        var file = folder.Write("net.safetensors", Sound);
        Analyze(folder["file"], file).Exits(0);
        EngineProgram.RunWithin($"cat '{file}' | \"$@\"", Arguments(folder["pipe"], "/dev/stdin")).Exits(0);
        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Sound));
        Assert.All(
            new[] { "file", "pipe" },
            name => Assert.Contains(
                sha256, ResultTables.Of(folder[name], "runs").Values<string>("spec").Single(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_model_keeps_its_name_in_a_folder_of_devices_and_a_number_is_no_name()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "needs /dev/shm, a folder of files in memory below that of devices");
        using var folder = new TemporaryFolder();
        var file = folder.Write("net.safetensors", Sound);
        Analyze(folder["file"], file).Exits(0);
        var memory = Directory.CreateDirectory($"/dev/shm/engine-{Guid.NewGuid():N}");
        try
        {
            var copy = Path.Combine(memory.FullName, "net.safetensors");
            File.WriteAllBytes(copy, Sound);
            EngineProgram.Run([.. Arguments(folder["file"], copy), "--resume"]).Exits(0);
        }
        finally
        {
            memory.Delete(recursive: true);
        }
        EngineProgram.RunWithin($"\"$@\" <'{file}'", Arguments(folder["pipe"], "/dev/stdin")).Exits(0);
        foreach (var number in new[] { "/dev/fd/3", "/proc/self/fd/4" })
            EngineProgram.RunWithin($"\"$@\" 3<'{file}' 4<'{file}'", [.. Arguments(folder["pipe"], number), "--resume"]).Exits(0);
    }

    [Theory]
    [InlineData("head -c 300", "truncated")]
    [InlineData("head -c 4", "4 bytes")]
    [InlineData("cat 2>/dev/null - /dev/zero <", "belong to no tensor")]
    public void A_pipe_that_is_not_the_model_is_refused(string shell, string said)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /dev/stdin");
        using var folder = new TemporaryFolder();
        var file = folder.Write("net.safetensors", Sound);
        OneLine(EngineProgram.RunWithin($"{shell} '{file}' | \"$@\"", Arguments(folder["out"], "/dev/stdin")).Exits(1)).Says(said);
    }

    [Fact]
    public void Two_tensors_of_one_part_are_named()
    {
        using var folder = new TemporaryFolder();
        var header = $"{{{Tensor("weight", "2,64", 0, 512)},{Tensor(".weight", "2,64", 512, 1024)}}}";
        OneLine(Analyze(folder["out"], folder.Write("net.safetensors", Of(header, 256))).Exits(1)).Says("'weight'", "'.weight'");
    }

    [Theory]
    [InlineData("dimensions")]
    [InlineData("offsets")]
    [InlineData("parts")]
    public void A_header_of_a_hundred_thousand_entries_is_refused_at_once(string kind)
    {
        using var folder = new TemporaryFolder();
        var ones = string.Join(',', Enumerable.Repeat(1, 100_000));
        var header = kind switch
        {
            "dimensions" => $"{{{Tensor("weight", ones, 0, 4)}}}",
            "offsets" => $"{{\"weight\":{{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[{ones}]}}}}",
            _ => $"{{{string.Join(',', Enumerable.Range(0, 100_000).Select(i => Tensor($"0.p{i}", "0", 0, 0)))}}}",
        };
        var elements = kind == "parts" ? 0 : 1;
        var error = OneLine(Analyze(folder["out"], folder.Write("net.safetensors", Of(header, elements))).Exits(1)).Error;
        Assert.InRange(error.Length, 1, 1000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_corrected_model_may_have_the_folder_of_one_that_failed(bool isThere)
    {
        using var folder = new TemporaryFolder();
        if (isThere)
            Directory.CreateDirectory(folder["out"]);
        var (header, elements) = Layers(64, 2, 2, 10);
        var large = Of(header, elements);
        // Finite weights whose products are not.
        for (var i = 8 + header.Length; i < large.Length; i += sizeof(float))
            BinaryPrimitives.WriteSingleLittleEndian(large.AsSpan(i), 3e38f);
        var model = folder.Write("net.safetensors", large);
        OneLine(Analyze(folder["out"], model).Exits(1));
        Assert.Equal(isThere, Directory.Exists(folder["out"]));
        Assert.True(!isThere || !Directory.EnumerateFileSystemEntries(folder["out"]).Any());
        folder.Write("net.safetensors", Sound);
        Analyze(folder["out"], model).Exits(0);
    }

    [Theory]
    [InlineData("", "unknown_", ": 1")]
    [InlineData("bounds:", "  unknown_", ": 1")]
    [InlineData("sweep:", "  unknown_", ": [1, 2]")]
    public void A_spec_of_three_hundred_thousand_mistakes_gives_a_few_lines_and_a_count(string head, string before, string after)
    {
        using var folder = new TemporaryFolder();
        var lines = string.Join('\n', Enumerable.Range(0, 300_000).Select(i => $"{before}{i}{after}"));
        var spec = folder.Write("spec.yaml", $"{SpecTexts.Digits}\n{head}\n{lines}\n");
        var result = EngineProgram.Run("run", spec, "--out", folder["out"]).Exits(2);
        result.Says("unknown_0", "unknown_19", "and 299980 more mistakes");
        Assert.Equal(21, result.Error.TrimEnd('\n').Split('\n').Length);
    }

    [Theory]
    [InlineData("\0", "U+0000")]
    [InlineData("\u001b", "U+001B")]
    [InlineData("\u0090", "U+0090")]
    public void A_control_character_in_a_spec_is_named_with_its_place(string letter, string said)
    {
        using var folder = new TemporaryFolder();
        var spec = folder.Write("spec.yaml", $"name: a\n# b{letter}\n{SpecTexts.Digits}");
        OneLine(EngineProgram.Run("run", spec, "--out", folder["out"]).Exits(2)).Says("spec.yaml:2:4", said);
        Assert.False(Directory.Exists(folder["out"]));
    }

    private const string Within200Mebibytes = "export DOTNET_GCHeapHardLimit=0xC800000; exec \"$@\"";

    [Fact]
    public void A_model_that_does_not_fit_into_memory_is_named()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs sh");
        using var folder = new TemporaryFolder();
        // 500 MB of zeros, as a sparse file.
        var file = folder.Write("net.safetensors", Of($"{{{Tensor("weight", "2,62500000", 0, 500_000_000)}}}", 0));
        using (var model = File.OpenWrite(file))
            model.SetLength(model.Length + 500_000_000);
        OneLine(EngineProgram.RunWithin(Within200Mebibytes, Arguments(folder["out"], file)).Exits(1)).Says(
            "net.safetensors: does not fit into memory: 200 MiB may be used in all. Give the process more, or use a smaller model.");
    }

    [Fact]
    public void A_data_set_that_does_not_fit_into_memory_is_named()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs sh");
        using var folder = new TemporaryFolder();
        // 500 MB of zeros, as a sparse file: labels and pixels of 0 are valid.
        folder.Write("data/test_batch.bin", new byte[Record]);
        using (var batch = File.Create(folder["data/data_batch_1.bin"]))
            batch.SetLength(160_000L * Record);
        OneLine(EngineProgram.RunWithin(
            Within200Mebibytes, "run", folder.Write("spec.yaml", SpecTexts.Cifar("data")), "--out", folder["out"]).Exits(1)).Says(
            "does not fit into memory: 200 MiB may be used in all. Give the process more, or use a smaller set.");
    }

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress))
            gzip.Write(content);
        return packed.ToArray();
    }

    private static EngineResult Analyze(string output, string model) => EngineProgram.Run(Arguments(output, model));

    private static string[] Arguments(string output, string model) =>
    [
        "analyze", "--model", model, "--activation", "relu", "--dataset", "digits", "--out", output, "--quiet",
        "measures.permutations=0",
    ];

    private static EngineResult OneLine(EngineResult result)
    {
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
        return result;
    }
}
