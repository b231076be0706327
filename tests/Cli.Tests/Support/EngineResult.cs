namespace Harness.Cli.Tests.Support;

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
