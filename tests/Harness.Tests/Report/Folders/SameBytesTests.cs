using Harness.Runs.Storage;
using Harness.Tests.Runs.Sweeps;

namespace Harness.Tests.Report.Folders;

/// <summary>A report depends on the results alone: not on when, how fast or in what order they came.</summary>
public class SameBytesTests
{
    [Fact]
    public void Runs_done_one_by_one_and_together_give_the_same_report()
    {
        using var folder = new TemporaryFolder();
        TestSweep one = new(folder["one"]) { Jobs = 1 }, two = new(folder["two"]) { Jobs = 2 };
        one.Run();
        two.Run();
        Assert.Equal(File.ReadAllBytes(Reporter.Write(one.Folder).Path), File.ReadAllBytes(Reporter.Write(two.Folder).Path));
        Assert.DoesNotContain(folder.Path, File.ReadAllText(one.Folder.ReportPath), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_is_no_result_that_a_sweep_would_have_to_resume()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["out"]);
        var empty = new ResultFolder(folder["out"]);
        Reporter.Write(empty);
        var manifest = new Manifest("name", "{}", "simd", "simd", "vector256", Manifest.Checksum, "", []);
        Assert.True(new FolderStart(empty, resume: false, shard: null).Take(manifest, () => manifest));
    }
}
