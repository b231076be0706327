using Harness.Build;

namespace Build.Tests;

public sealed class KitTests : IDisposable
{
    private static readonly Dictionary<string, string> Nothing = [];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Programs_share_what_is_the_same()
    {
        folder.Write("a/a.dll", "a");
        folder.Write("a/shared.dll", "same");
        folder.Write("a/a.pdb", "for debuggers");
        folder.Write("b/b.dll", "b");
        folder.Write("b/shared.dll", "same");
        folder.Write("b/Scripts/b.py", "b");
        Assert.Equal(4, Kit.Merge([folder["a"], folder["b"]], folder["kit"]));
        Assert.Equal("b", File.ReadAllText(folder["kit/Scripts/b.py"]));
        Assert.False(File.Exists(folder["kit/a.pdb"]));
    }

    [Fact]
    public void Programs_of_different_builds_are_not_mixed()
    {
        folder.Write("a/shared.dll", "old");
        folder.Write("b/shared.dll", "new");
        var failure = Assert.Throws<StepFailedException>(() => Kit.Merge([folder["a"], folder["b"]], folder["kit"]));
        Assert.Contains(folder["b/shared.dll"], failure.Message, StringComparison.Ordinal);
    }

    /// <summary>60 MiB are 62,914,560 bytes.</summary>
    [Fact]
    public void A_file_over_60_MiB_is_a_failure()
    {
        Assert.Equal("60.0 MiB packed", Kit.RequireSize(62_914_560));
        var failure = Assert.Throws<StepFailedException>(() => Kit.RequireSize(62_914_561));
        Assert.StartsWith("kit: 60.0 MiB packed, and at most 60 MiB are wanted", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ubuntu.24.04-x64")]
    [InlineData("win-x64")]
    public void A_dotnet_for_one_system_alone_is_refused(string runtime) =>
        Assert.Contains(runtime, Assert.Throws<UserMistakeException>(() => Kit.RequireSystem(runtime)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("cifar-10", "/c", "/f", "cifar-10")]
    [InlineData("fashion-mnist", null, "/f", "fashion-mnist")]
    [InlineData("digits", null, null, "the digits that are shipped")]
    public void The_first_set_that_is_here_is_taken(string set, string? cifar, string? fashion, string told)
    {
        string Line(string name, string? place) => $$"""{"name": "{{name}}", "folder": {{(place is null ? "null" : $"\"{place}\"")}}}""";
        var data = KitData.Choose($"[{Line("fashion-mnist", fashion)}, {Line("cifar-10", cifar)}, {Line("digits", null)}]", Nothing);
        Assert.Equal((set, cifar ?? fashion), (data.Set, data.Folder));
        Assert.Contains(told, data.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void Test_images_stand_in_for_training_images()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the kit is made on Linux");
        folder.Write("set/t10k-images-idx3-ubyte.gz", "images");
        folder.Write("set/t10k-labels-idx1-ubyte", "labels");
        new KitData("fashion-mnist", folder["set"], Nothing).Lay(folder["data"]);
        Assert.Equal("images", File.ReadAllText(folder["data/fashion-mnist/train-images-idx3-ubyte.gz"]));
        Assert.Equal("t10k-labels-idx1-ubyte", new FileInfo(folder["data/fashion-mnist/train-labels-idx1-ubyte"]).LinkTarget);
    }
}
