using System.Diagnostics;

namespace Cli.Tests.Submitting;

/// <summary>A real Slurm on this machine's loopback: one node with two CPUs, for as long as a class of tests.</summary>
public sealed class SlurmCluster : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _folder = new();

    public SlurmCluster()
    {
        MissingReason = Missing();
        if (MissingReason is null && Script("start") is { ExitCode: not 0 } failure)
            throw new InvalidOperationException($"Slurm did not start: {failure.Text}");
    }

    /// <summary>Why there is no cluster; null where there is one.</summary>
    public string? MissingReason { get; }

    /// <summary>The environment by which a process finds the cluster.</summary>
    public Dictionary<string, string> Environment => new() { ["SLURM_CONF"] = _folder["slurm.conf"] };

    /// <summary>Runs one of Slurm's programs.</summary>
    public string Ask(string program, params string[] arguments)
    {
        var (code, text) = Run(program, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)}: {text}");
        return text.Trim();
    }

    /// <summary>Waits until what a program says is as it should be.</summary>
    public void Await(Func<bool> reached, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!reached())
        {
            Assert.True(clock.Elapsed < Patience, $"waited for {Patience}: {what}\n{Ask("scontrol", "show", "jobs", "--oneliner")}");
            Thread.Sleep(100);
        }
    }

    /// <summary>Waits until no task of a job is left in the queue.</summary>
    public void AwaitEnd(string job) =>
        Await(() =>
            Ask("squeue", "--noheader", "--format=%i") is var left && !left.Contains(job, StringComparison.Ordinal),
            $"the end of job {job}");

    public void Dispose()
    {
        if (MissingReason is null)
            Script("stop");
        _folder.Dispose();
    }

    private static string? Missing() =>
        !OperatingSystem.IsLinux() ? "Slurm is Linux's"
        : !System.Environment.IsPrivilegedProcess ? "a cluster of its own takes root"
        : File.Exists("/usr/sbin/slurmctld") && File.Exists("/usr/sbin/slurmd") && File.Exists("/usr/sbin/munged") ? null
        : "Slurm (slurm-wlm, munge)";

    private (int ExitCode, string Text) Script(string verb) =>
        Run("bash", Path.Combine(RepositoryRoot.Path, "tests", "witnesses", "slurm", "cluster.sh"), verb, _folder.Path);

    private (int ExitCode, string Text) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
