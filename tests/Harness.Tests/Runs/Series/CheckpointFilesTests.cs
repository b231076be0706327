using Engine;
using Harness.Runs.Series;

namespace Harness.Tests.Runs.Series;

/// <summary>Files by their names and by patterns.</summary>
public class CheckpointFilesTests
{
    [Theory]
    [InlineData("ckpt/*.pt", "ckpt/[s]1.pt ckpt/s1.pt ckpt/s10.pt ckpt/s2.pt")]
    [InlineData("ckpt/s?.pt", "ckpt/s1.pt ckpt/s2.pt")]
    [InlineData("c*/s1.*", "ckpt/s1.pt ckpt/s1.safetensors")]
    [InlineData("ckpt/s2.pt", "ckpt/s2.pt")]
    [InlineData("ckpt/[s]1.pt", "ckpt/[s]1.pt")]
    public void A_pattern_stands_for_the_files_that_it_fits(string word, string expected)
    {
        using var folder = Filled();
        var files = CheckpointFiles.Of([folder[word]]).Select(file => Path.GetRelativePath(folder.Path, file));
        Assert.Equal(expected.Split(' '), files);
    }

    [Theory]
    [InlineData("ckpt/*.pth", "no file fits this pattern")]
    [InlineData("no/*.pt", "no file fits this pattern")]
    [InlineData("ckpt/s3.pt", "there is no such file")]
    [InlineData("ckpt", "is a folder: name the network's file")]
    [InlineData("ckpt/s1.pt ckpt/*.pt", "are one file: name each network once")]
    [InlineData("ckpt/s1.pt link.pt", "are one file: name each network once")]
    public void What_names_nothing_or_a_file_twice_is_refused(string words, string said)
    {
        using var folder = Filled();
        var mistake = Assert.Throws<UsageException>(() => CheckpointFiles.Of(words.Split(' ').Select(word => folder[word]))).Message;
        Assert.Contains(said, mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_with_an_equals_sign_may_name_files()
    {
        using var folder = Filled();
        folder.Write("step=5.pt", "");
        Assert.True(CheckpointFiles.AreNamedBy(folder["step=5.pt"]));
        Assert.True(CheckpointFiles.AreNamedBy(folder["step=*.pt"]));
        Assert.False(CheckpointFiles.AreNamedBy("measures.quantizer=one-bit"));
        Assert.False(CheckpointFiles.AreNamedBy("ablation.orders=*"));
    }

    private static TemporaryFolder Filled()
    {
        var folder = new TemporaryFolder();
        foreach (var name in new[] { "s1.pt", "s2.pt", "s10.pt", "s1.safetensors", ".s3.pt", "[s]1.pt" })
            folder.Write($"ckpt/{name}", "");
        Directory.CreateDirectory(folder["ckpt/s4.pt.d"]);
        File.CreateSymbolicLink(folder["link.pt"], folder["ckpt/s1.pt"]);
        return folder;
    }
}
