using Harness.Build.Processes;
using Harness.Build.Providers;

namespace Harness.Build.Tests.Providers;

public sealed class RestoreProbeTests : IDisposable
{
    private static readonly CardPackage Torch = new(CardPackages.Torch, [new("TorchSharp", "0.107.0")], [new("TorchSharp-cpu", "0.107.0")]);
    private static readonly CardPackage Ilgpu = new(CardPackages.Ilgpu, [new("ILGPU", "1.5.3"), new("ILGPU.Algorithms", "1.5.3")], []);
    private static readonly CardPackage ParquetNet = new(CardPackages.ParquetNet, [new("Parquet.Net", "6.1.0")], []);
    private readonly TemporaryFolder folder = new();
    private readonly CommandRunner commands = new();

    public void Dispose()
    {
        commands.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Each_package_gets_its_own_answer()
    {
        // Torch: there, and its large parts are not fetched. ILGPU: one of two is missing. Parquet.Net: another version.
        var feed = Feed()
            .With("TorchSharp", "0.107.0").With("TorchSharp-cpu", "0.107.0", "<dependency id='libtorch-cpu' version='2.10.0' />")
            .With("ILGPU", "1.5.3")
            .With("Parquet.Net", "6.0.0");
        var answers = Probe(feed.Folder).Ask([Torch, Ilgpu, ParquetNet]);
        Assert.Equal([true, false, false], answers.Select(answer => answer.Restores));
        Assert.All(answers, answer => Assert.True(answer.Firm, answer.Reason));
        Assert.Contains("NU1101", answers[1].Reason, StringComparison.Ordinal);
        Assert.Contains("ILGPU.Algorithms", answers[1].Reason, StringComparison.Ordinal);
        Assert.Contains("NU1102", answers[2].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_seen_before_is_no_yes_once_the_registry_lacks_it()
    {
        var feed = Feed().With("Parquet.Net", "6.1.0");
        Assert.True(Probe(feed.Folder).Ask([ParquetNet])[0].Restores);
        feed.Clear();
        Assert.False(Probe(feed.Folder).Ask([ParquetNet])[0].Restores);
        Assert.False(Directory.Exists(new Home(folder.Path).ProviderProbe));
    }

    [Fact]
    public void A_flavour_that_is_missing_is_a_no_for_its_package()
    {
        var answer = Probe(Feed().With("TorchSharp", "0.107.0").Folder).Ask([Torch])[0];
        Assert.False(answer.Restores);
        Assert.Contains("TorchSharp-cpu", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_registry_that_cannot_be_asked_gives_no_firm_answer()
    {
        var answer = Probe(Path.Combine(folder.Path, "no-such-feed")).Ask([ParquetNet])[0];
        Assert.False(answer.Restores);
        Assert.False(answer.Firm);
        Assert.Contains("no-such-feed", answer.Reason, StringComparison.Ordinal);
    }

    private PackageFeed Feed() => new(Path.Combine(folder.Path, "feed"));

    private RestoreProbe Probe(string source) => new(new Home(folder.Path), commands, source);
}
