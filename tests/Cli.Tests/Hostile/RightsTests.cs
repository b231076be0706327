using Cli.Tests.Support;

namespace Cli.Tests.Hostile;

/// <summary>Folders that may be searched and not listed: another user's, with mode 0711.</summary>
public class RightsTests
{
    private const int Record = 1 + (3 * 32 * 32);

    private static readonly string[] Quick = ["training.epochs=1", "ablation.random=1", "--quiet"];

    [Fact]
    public void A_folder_of_CIFAR_batches_is_used_and_a_missing_batch_named()
    {
        using var folder = new Unlisted("data");
        foreach (var batch in new[] { "data_batch_1.bin", "data_batch_3.bin", "test_batch.bin" })
            folder.Files.Write($"data/{batch}", new byte[10 * Record]);
        folder.Hide();
        string[] run = ["run", folder.Files.Write("spec.yaml", SpecTexts.Cifar("data")), "--dry-run"];
        Engine(run).Exits(0).Says("data_batch_2.bin is missing");
        folder.Show();
        File.Move(folder.Files["data/data_batch_3.bin"], folder.Files["data/data_batch_2.bin"]);
        folder.Hide();
        Assert.DoesNotContain("warning", Engine(run).Exits(0).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_results_that_cannot_be_listed_is_no_fault_of_ours()
    {
        using var folder = new Unlisted("out");
        folder.Hide();
        Engine("run", folder.Files.Write("spec.yaml", SpecTexts.Digits), "--out", folder.Files["out"]).Exits(1)
            .Says("error: ", folder.Files["out"], "Change the rights");
    }

    [Fact]
    public void A_folder_of_results_that_cannot_be_searched_is_called_so_by_report()
    {
        using var folder = new Unlisted("out");
        folder.Files.Write("out/manifest.json", "{}");
        folder.Close();
        Engine("report", folder.Files["out"]).Exits(1).Says("cannot be read", "may not be searched", "Change the rights of the folder");
    }

    [Fact]
    public void Runs_whose_files_may_not_be_read_are_not_called_missing_and_not_done_again()
    {
        using var folder = new Unlisted("out");
        string[] run = ["run", folder.Files.Write("spec.yaml", SpecTexts.Digits), "--out", folder.Files["out"], .. Quick];
        EngineProgram.Run(run).Exits(0);
        foreach (var table in new[] { "neurons", "models", "runs" })
        {
            using var closed = new Closed(folder.Files[$"out/{table}"]);
            Engine([.. run, "--resume"]).Exits(1).Says(table, "may not be searched", "is not done again", "change the rights");
            if (table == "runs")
                continue;
            var status = Engine("status", folder.Files["out"]).Exits(0).Output;
            Assert.Contains("may not be searched", status, StringComparison.Ordinal);
            Assert.DoesNotContain("is missing", status, StringComparison.Ordinal);
        }
        using (new Closed(Directory.GetFiles(folder.Files["out/runs"])[0]))
            Engine([.. run, "--resume"]).Exits(1).Says("cannot be read", "is not done again");
        folder.Close();
        Engine("explain", folder.Files["out"], "s0", "1", "1").Exits(1).Says("may not be searched");
        folder.Show();
        Assert.Contains("4 done before", EngineProgram.Run([.. run, "--resume"]).Exits(0).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "explain", "s0", "1", "1")]
    [InlineData(1, "rank", "s0")]
    [InlineData(0, "status")]
    [InlineData(0, "report")]
    public void That_a_file_may_not_be_read_is_said_once(int code, string verb, params string[] words)
    {
        using var folder = new Unlisted("out");
        EngineProgram.Run(
            ["run", folder.Files.Write("spec.yaml", SpecTexts.Digits), "--out", folder.Files["out"], .. Quick]).Exits(0);
        var row = Directory.GetFiles(folder.Files["out/runs"]).Order(StringComparer.Ordinal).First();
        using var closed = new Closed(row);
        var result = Engine([verb, folder.Files["out"], .. words]).Exits(code);
        var line = Assert.Single((result.Error + result.Output).Split('\n'), line => line.Contains(row, StringComparison.Ordinal));
        Assert.EndsWith("access is denied", line, StringComparison.Ordinal);
        Assert.Equal(2, line.Split(row).Length);
        Assert.InRange(line.Split("cannot be read").Length, 1, 2);
    }

    [Fact]
    public void Readings_over_the_seeds_that_are_gone_from_a_read_only_folder_are_called_gone()
    {
        using var folder = new Unlisted("out");
        string[] run = ["run", folder.Files.Write("spec.yaml", SpecTexts.Digits), "--out", folder.Files["out"], .. Quick];
        EngineProgram.Run(run).Exits(0);
        Directory.Delete(folder.Files["out/sweep_insights"], recursive: true);
        folder.Freeze();
        var said = Engine([.. run, "--resume"]).Says("sweep_insights/", "are gone and could not be made").Error;
        Assert.DoesNotContain("stay as they are", said, StringComparison.Ordinal);
    }

    /// <summary>Root lists every folder, unless it gives that right away.</summary>
    private static EngineResult Engine(params string[] arguments) => EngineProgram.RunWithin(
        Environment.IsPrivilegedProcess ? "exec setpriv --bounding-set=-dac_override,-dac_read_search \"$@\"" : "exec \"$@\"", arguments);

    /// <summary>A file or folder without any right, until it is disposed of.</summary>
    private sealed class Closed : IDisposable
    {
        private readonly string _path;
        private readonly UnixFileMode _mode;

        public Closed(string path)
        {
            _path = path;
            _mode = OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);
            Set(UnixFileMode.None);
        }

        public void Dispose() => Set(_mode);

        private void Set(UnixFileMode mode)
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(_path, mode);
        }
    }

    private sealed class Unlisted : IDisposable
    {
        private readonly string _name;

        public Unlisted(string name)
        {
            Assert.SkipUnless(OperatingSystem.IsLinux(), "needs rights and setpriv of Linux");
            _name = name;
            Directory.CreateDirectory(Files[name]);
        }

        public TemporaryFolder Files { get; } = new();

        public void Hide() => Set(UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        public void Freeze() => Set(UnixFileMode.UserRead | UnixFileMode.UserExecute);

        public void Close() => Set(UnixFileMode.None);

        public void Show() => Set(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        public void Dispose()
        {
            Show();
            Files.Dispose();
        }

        private void Set(UnixFileMode mode)
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(Files[_name], mode);
        }
    }
}
