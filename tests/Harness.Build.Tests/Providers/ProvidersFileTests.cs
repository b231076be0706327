using Harness.Build.Providers;

namespace Harness.Build.Tests.Providers;

public sealed class ProvidersFileTests : IDisposable
{
    private static readonly ProviderAnswer Answer = new(
        ProviderChoice.Auto, "linux-x64, no NVIDIA driver; ILGPU 1.5.3", new DateOnly(2026, 11, 22), [CardPackages.Ilgpu], "TorchSharp-cpu", Firm: true);

    private readonly TemporaryFolder folder = new();

    private string Props => Path.Combine(folder.Path, "Providers.props");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_written_is_read_back()
    {
        ProvidersFile.Write(Props, Answer);
        var read = ProvidersFile.Read(Props)!;
        Assert.Equal(Answer.Switches, read.Switches);
        Assert.Equal(Answer, read with { Switches = Answer.Switches });
    }

    [Fact]
    public void The_projects_find_a_property_for_each_package()
    {
        ProvidersFile.Write(Props, Answer);
        var text = File.ReadAllText(Props);
        Assert.Contains("<EngineTorch>false</EngineTorch>", text, StringComparison.Ordinal);
        Assert.Contains("<EngineIlgpu>true</EngineIlgpu>", text, StringComparison.Ordinal);
        Assert.Contains("<EngineParquetNet>false</EngineParquetNet>", text, StringComparison.Ordinal);
        Assert.Contains("<EngineTorchPackage>TorchSharp-cpu</EngineTorchPackage>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_answer_leaves_the_file_untouched()
    {
        ProvidersFile.Write(Props, Answer);
        var before = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(Props, before);
        ProvidersFile.Write(Props, Answer with { Date = Answer.Date.AddDays(1) });
        Assert.Equal(before, File.GetLastWriteTimeUtc(Props));
        ProvidersFile.Write(Props, Answer with { Switches = [] });
        Assert.NotEqual(before, File.GetLastWriteTimeUtc(Props));
    }

    [Fact]
    public void One_that_the_registry_did_not_give_gets_its_new_date()
    {
        var guess = Answer with { Firm = false };
        ProvidersFile.Write(Props, guess);
        ProvidersFile.Write(Props, guess with { Date = guess.Date.AddDays(1) });
        Assert.Equal(guess.Date.AddDays(1), ProvidersFile.Read(Props)!.Date);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<Project>")]
    [InlineData("<Project />")]
    [InlineData("<Project><EngineProvidersChoice>perhaps</EngineProvidersChoice></Project>")]
    public void A_damaged_one_is_no_answer(string text)
    {
        File.WriteAllText(Props, text);
        Assert.Null(ProvidersFile.Read(Props));
    }

    [Fact]
    public void Nor_is_a_missing_one() => Assert.Null(ProvidersFile.Read(Props));
}
