using Engine;
using Engine.Networks;
using Harness.Runs.Parquet;
using Harness.Runs.Storage;
using Harness.Tests.Runs.Sweeps;

namespace Harness.Tests.Runs.Storage;

/// <summary>
/// A folder's files are verified by their checksums; where the manifest says that all have one, a file without is damaged.
/// </summary>
public sealed class ChecksumTests(FinishedSweep sweep) : IClassFixture<FinishedSweep>
{
    private readonly List<string> _warnings = [];

    [Fact]
    public void All_files_of_a_sweep_have_one()
    {
        var folder = new ResultFolder(sweep.Path, _warnings.Add);
        foreach (var table in folder.Tables())
            Assert.All(folder.FilesOf(table), file => Assert.True(folder.ReadTable(table, file).IsVerified));
        Assert.Empty(_warnings);
    }

    [Fact]
    public void A_file_that_lost_it_is_damaged()
    {
        using var copy = Copy(withManifest: true);
        var folder = new ResultFolder(copy.Path, _warnings.Add);
        var mistake = Assert.Throws<UserErrorException>(() => folder.ReadTable("neurons", sweep.Runs[0]));
        Assert.Contains("it has no checksum", mistake.Message, StringComparison.Ordinal);
        Assert.Empty(_warnings);
    }

    [Fact]
    public void In_a_folder_without_a_manifest_it_is_read_with_one_warning()
    {
        using var copy = Copy(withManifest: false);
        var folder = new ResultFolder(copy.Path, _warnings.Add);
        for (var time = 0; time < 3; time++)
            Assert.False(folder.ReadTable("neurons", sweep.Runs[0]).IsVerified);
        Assert.Equal([$"{copy.Path}: tables without checksums, of an earlier version or another program, are read unverified"], _warnings);
    }

    [Fact]
    public void A_row_whose_file_is_damaged_makes_the_run_missing()
    {
        using var copy = Copy(withManifest: true);
        var row = File.ReadAllBytes(Path.Combine(sweep.Path, "runs", sweep.Runs[0] + ".parquet"));
        row[row.Length / 2] ^= 1;
        copy.Write($"runs/{sweep.Runs[0]}.parquet", row);
        var state = new ResultFolder(copy.Path).StateOf(sweep.Runs[0]);
        Assert.Equal(RunStatus.Missing, state.Status);
        Assert.Contains("its content does not match its checksum", state.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_is_checked_against_its_runs_row()
    {
        using var copy = Copy(withManifest: true);
        var (run, folder) = (sweep.Runs[0], new ResultFolder(copy.Path));
        copy.Write($"runs/{run}.parquet", File.ReadAllBytes(Path.Combine(sweep.Path, "runs", run + ".parquet")));
        var model = File.ReadAllBytes(Path.Combine(sweep.Path, "models", run + ".safetensors"));
        copy.Write($"models/{run}.safetensors", model);
        Assert.Equal(2, folder.ReadModel(run, Activation.Relu).Shape.Hidden.Length);
        model[^1] ^= 1;
        copy.Write($"models/{run}.safetensors", model);
        var mistake = Assert.Throws<UserErrorException>(() => folder.ReadModel(run, Activation.Relu));
        Assert.Contains("does not match the checksum in", mistake.Message, StringComparison.Ordinal);
    }

    /// <summary>A file with a hole: it takes no room on the disk. Its row is an earlier version's, without the sizes of files.</summary>
    [Fact]
    public void A_model_of_more_than_two_GiB_is_checked_too()
    {
        using var copy = new TemporaryFolder();
        var (run, folder) = (sweep.Runs[0], new ResultFolder(copy.Path));
        foreach (var file in new ResultFolder(sweep.Path).FilesOfRun(run))
            copy.Write(file, File.ReadAllBytes(Path.Combine(sweep.Path, file)));
        var row = folder.ReadTable("runs", run);
        var metadata = row.Metadata.Where(pair => pair.Key != "file_sizes").ToDictionary(StringComparer.Ordinal);
        WholeFile.Write(copy[$"runs/{run}.parquet"], stream => new ParquetFormat().Write(stream, row.Table, metadata));
        using (var model = File.OpenWrite(copy[$"models/{run}.safetensors"]))
            model.SetLength((2L << 30) + 1);
        var state = folder.VerifiedStateOf(run);
        Assert.Equal(RunStatus.Missing, state.Status);
        Assert.Contains("does not match the checksum in", state.Reason, StringComparison.Ordinal);
    }

    /// <summary>A folder with a table of neurons that lost its checksum.</summary>
    private TemporaryFolder Copy(bool withManifest)
    {
        var copy = new TemporaryFolder();
        var file = Path.Combine("neurons", sweep.Runs[0] + ".parquet");
        copy.Write(file, Parquet.Damaged.WithoutChecksum(File.ReadAllBytes(Path.Combine(sweep.Path, file))));
        if (withManifest)
            copy.Write("manifest.json", File.ReadAllText(Path.Combine(sweep.Path, Manifest.FileName)));
        return copy;
    }
}
