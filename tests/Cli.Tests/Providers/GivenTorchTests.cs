using System.Text.Json;
using Cli.Tests.Support;

namespace Cli.Tests.Providers;

/// <summary>libtorch's libraries in a folder that ENGINE_TORCH_LIB names, seen by a process of its own.</summary>
public sealed class GivenTorchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_without_them_is_told_with_the_file_that_is_missing()
    {
        var (isAvailable, detail) = Look();
        Assert.False(isAvailable);
        Assert.Matches(
            $"^library not found: .*torch_cpu.* in {_folder.Path}, which ENGINE_TORCH_LIB names; "
                + "PyTorch has it in its package's folder torch/lib\\.$",
            detail);
    }

    /// <summary>As PyTorch's folder, it has no part of TorchSharp's own.</summary>
    [Fact]
    public void They_are_loaded_from_there()
    {
        var laid = Path.Combine(RepositoryRoot.Path, "artifacts", "torch");
        Witness.Require(Directory.Exists(laid), "libtorch");
        foreach (var file in Directory.EnumerateFiles(laid).Where(file => !file.Contains("LibTorchSharp", StringComparison.Ordinal)))
            File.CreateSymbolicLink(Path.Combine(_folder.Path, Path.GetFileName(file)), file);
        var (isAvailable, detail) = Look();
        Witness.Require(!detail.Contains("this system's", StringComparison.Ordinal), $"a system that loads libtorch ({detail})");
        Assert.Equal((true, $"libtorch 2.10.0, {Environment.ProcessorCount} cores"), (isAvailable, detail));
    }

    private (bool IsAvailable, string Detail) Look()
    {
        var result = EngineProgram.Run(
            new Dictionary<string, string> { ["ENGINE_TORCH_LIB"] = _folder.Path }, "devices", "--json");
        Assert.Equal(0, result.ExitCode);
        using var lines = JsonDocument.Parse(result.Output);
        var line = lines.RootElement.EnumerateArray().Single(it => it.GetProperty("name").GetString() == "torch-cpu");
        return (line.GetProperty("available").GetBoolean(), line.GetProperty("detail").GetString()!);
    }
}
