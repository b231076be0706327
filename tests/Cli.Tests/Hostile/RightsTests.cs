using Cli.Tests.Support;

namespace Cli.Tests.Hostile;

/// <summary>Folders that may be searched and not listed: another user's, with mode 0711.</summary>
public class RightsTests
{
    private const int Record = 1 + (3 * 32 * 32);

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
        Engine("report", folder.Files["out"]).Exits(1).Says("manifest.json cannot be read", "Change the rights of the folder");
    }

    /// <summary>Root lists every folder, unless it gives that right away.</summary>
    private static EngineResult Engine(params string[] arguments) => EngineProgram.RunWithin(
        Environment.IsPrivilegedProcess ? "exec setpriv --bounding-set=-dac_override,-dac_read_search \"$@\"" : "exec \"$@\"", arguments);

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
