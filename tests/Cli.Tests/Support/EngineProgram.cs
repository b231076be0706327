using System.Diagnostics;

namespace Cli.Tests.Support;

/// <summary>The real command line, in a process of its own.</summary>
internal sealed class EngineProgram : IDisposable
{
    /// <summary>Beside a build, half a minute of work has taken two.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Task<string> _output, _error;

    private EngineProgram(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment, string? shell = null)
    {
        string[] start = ["dotnet", Path.Combine(AppContext.BaseDirectory, "engine.dll"), .. arguments];
        // A shell that starts the tests in the background has SIGINT ignored, which a child inherits.
        if (!OperatingSystem.IsWindows())
            start = ["env", "--default-signal=INT,TERM,USR1", .. start];
        if (shell is not null)
            start = ["sh", "-c", shell, "sh", .. start];
        var info = new ProcessStartInfo(start[0], start[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment.Remove("ENGINE_DATA");
        info.Environment.Remove("SLURM_CPUS_PER_TASK");
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            info.Environment[name] = value;
        _process = Process.Start(info)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Of the process.</summary>
    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Runs to the end.</summary>
    public static EngineResult Run(params string[] arguments) => Run(null, arguments);

    public static EngineResult Run(IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        using var program = new EngineProgram(arguments, environment);
        return program.Wait();
    }

    /// <summary>Runs to the end within a shell.</summary>
    /// <param name="shell">Starts the program as <c>"$@"</c>, e.g. <c>exec "$@" 2&gt;/dev/full</c>.</param>
    public static EngineResult RunWithin(string shell, params string[] arguments)
    {
        using var program = new EngineProgram(arguments, null, shell);
        return program.Wait();
    }

    /// <summary>Starts within a shell, see <see cref="RunWithin"/>.</summary>
    public static EngineProgram StartWithin(string shell, params string[] arguments) => new(arguments, null, shell);

    public static EngineProgram Start(params string[] arguments) => new(arguments, null);

    public static EngineProgram Start(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        new(arguments, environment);

    public EngineResult Wait()
    {
        if (!_process.WaitForExit(Patience))
        {
            _process.Kill(entireProcessTree: true);
            Assert.Fail($"the process did not end within {Patience}");
        }

        return new EngineResult(_process.ExitCode, _output.Result, _error.Result);
    }

    /// <param name="signal">INT, TERM, USR1 or KILL.</param>
    public void Signal(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, _process.Id.ToString()]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}

/// <summary>How the process ended and what it said.</summary>
internal sealed record EngineResult(int ExitCode, string Output, string Error)
{
    /// <summary>Asserts the exit code; a failing test shows what was said.</summary>
    public EngineResult Exits(int code)
    {
        Assert.True(ExitCode == code, $"exit code {ExitCode}, needed is {code}\nstdout: {Output}\nstderr: {Error}");
        Assert.DoesNotContain("internal error", Error, StringComparison.Ordinal);
        return this;
    }

    /// <summary>Asserts that stderr says all of <paramref name="parts"/>.</summary>
    public EngineResult Says(params string[] parts)
    {
        Assert.All(parts, part => Assert.Contains(part, Error, StringComparison.Ordinal));
        return this;
    }
}
