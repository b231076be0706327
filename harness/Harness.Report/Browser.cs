using System.Diagnostics;
using Engine;

namespace Harness.Report;

/// <summary>A Chromium that is installed on this machine, run without a window.</summary>
internal sealed class Browser(string program)
{
    /// <summary>Environment variable with the path of a browser that has none of the usual names.</summary>
    public const string Variable = "ENGINE_BROWSER";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly string[] Names =
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge"];

    private static readonly string[] Places =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
        @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

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
    public string Dump(Uri page, CancellationToken cancellation = default)
    {
        var profile = Directory.CreateTempSubdirectory("engine-browser-").FullName;
        try
        {
            return Run([
                "--headless=new", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking",
                $"--user-data-dir={profile}",
                // A sandbox takes a user of one's own; the page is ours and loads nothing.
                .. Environment.IsPrivilegedProcess && OperatingSystem.IsLinux() ? ["--no-sandbox"] : Array.Empty<string>(),
                "--virtual-time-budget=60000", "--dump-dom", page.AbsoluteUri,
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
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(Patience);
            try
            {
                process.WaitForExitAsync(limit.Token).GetAwaiter().GetResult();
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                cancellation.ThrowIfCancellationRequested();
                throw new UserErrorException($"{program} did not end within {Patience.TotalMinutes} minutes");
            }
            return process.ExitCode == 0
                ? output.Result
                : throw new UserErrorException($"{program} ended with exit code {process.ExitCode}: {errors.Result.Trim()}");
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
