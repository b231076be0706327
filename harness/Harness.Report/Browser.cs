using System.Diagnostics;
using Engine;
using Harness.Runs.Programs;

namespace Harness.Report;

/// <summary>A Chromium that is installed on this machine, run without a window.</summary>
internal sealed class Browser(string program)
{
    /// <summary>Environment variable with the path of a browser that has none of the usual names.</summary>
    public const string Variable = "ENGINE_BROWSER";

    private static readonly string[] Names =
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge"];

    private static readonly string[] Places =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
        @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    /// <summary>How long a page may take to be drawn.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);

    /// <exception cref="UserErrorException">There is none.</exception>
    public static Browser Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return new Browser(named);
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var ending = OperatingSystem.IsWindows() ? ".exe" : "";
        var found = folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name + ending))).Concat(Places)
            .FirstOrDefault(File.Exists);
        return found is null
            ? throw new UserErrorException(
                $"figures are drawn by a browser, and none of {string.Join(", ", Names)} is on the PATH. Install Chromium, or name a "
                    + $"browser's program in {Variable}.")
            : new Browser(found);
    }

    /// <summary>The page's document after its script has run.</summary>
    /// <exception cref="UserErrorException">The browser does not start, or does not end.</exception>
    public string Dump(Uri page, CancellationToken cancellation = default) =>
        Open(page, ["--virtual-time-budget=60000", "--dump-dom"], cancellation);

    /// <summary>Writes the page as a PDF.</summary>
    /// <exception cref="UserErrorException">The browser does not start, or does not end.</exception>
    public void Print(Uri page, string target, CancellationToken cancellation = default) =>
        Open(page, ["--no-pdf-header-footer", $"--print-to-pdf={target}"], cancellation);

    private string Open(Uri page, string[] what, CancellationToken cancellation)
    {
        var profile = Directory.CreateTempSubdirectory("engine-browser-").FullName;
        try
        {
            return Run([
                "--headless=new", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking",
                $"--user-data-dir={profile}",
                // A sandbox takes a user of one's own; the page is ours and loads nothing.
                .. Environment.IsPrivilegedProcess && OperatingSystem.IsLinux() ? ["--no-sandbox"] : Array.Empty<string>(),
                .. what, page.AbsoluteUri,
            ], cancellation);
        }
        finally
        {
            Remove(profile);
        }
    }

    private string Run(string[] arguments, CancellationToken cancellation)
    {
        try
        {
            var end = new OutsideProgram(program, arguments) { Patience = Patience }.Run(cancellation);
            return end.ExitCode == 0
                ? end.Output
                : throw new UserErrorException($"{program} ended with exit code {end.ExitCode}: {end.Errors.Trim()}");
        }
        catch (TimeoutException cause)
        {
            throw new UserErrorException($"{cause.Message}. Name another browser's program in {Variable}.", cause);
        }
        catch (System.ComponentModel.Win32Exception cause)
        {
            throw new UserErrorException($"{program} does not start: {cause.Message}. Name a browser's program in {Variable}.", cause);
        }
    }

    /// <summary>Its helpers may still be writing: what is left then lies in the folder for temporary files.</summary>
    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            Debug.WriteLine(cause);
        }
    }
}
