namespace Harness.Runs.Data;

/// <summary>Everything outside the program that finding and fetching data depends on.</summary>
public sealed record DataEnvironment
{
    /// <summary>The folder of <c>--data</c> or <c>ENGINE_DATA</c>, or null.</summary>
    public string? Folder { get; init; }

    /// <summary>Holds one folder for each set that was fetched.</summary>
    public required string CacheRoot { get; init; }

    /// <summary>Receives one line for each thing the user ought to know, such as a file that differs from the official one.</summary>
    public Action<string> Warn { get; init; } = _ => { };

    /// <summary>Receives one line for each data set of the user's own: how it was understood.</summary>
    public Action<string> Tell { get; init; } = _ => { };

    /// <summary>Told of the bytes that arrive during a download.</summary>
    public IProgress<DataProgress>? Progress { get; init; }

    /// <summary>The npm command.</summary>
    public string Npm { get; init; } = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    /// <summary>The handler that sends the requests; null for the platform's own. It is not disposed.</summary>
    public HttpMessageHandler? HttpHandler { get; init; }

    /// <summary>How long a server may keep silent, or send next to nothing.</summary>
    public TimeSpan HttpPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The environment of this process.</summary>
    /// <param name="dataFolder">The folder of <c>--data</c>; null for <c>ENGINE_DATA</c>.</param>
    public static DataEnvironment Current(string? dataFolder = null) => new()
    {
        Folder = dataFolder ?? NonEmpty("ENGINE_DATA"),
        CacheRoot = Path.Combine(UserCache(), "engine", "datasets"),
    };

    private static string UserCache()
    {
        // The specification of XDG base directories has relative paths ignored.
        if (NonEmpty("XDG_CACHE_HOME") is { } cache && Path.IsPathRooted(cache))
            return cache;
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        if (OperatingSystem.IsWindows())
            return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches") : Path.Combine(home, ".cache");
    }

    private static string? NonEmpty(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}

/// <summary>How far a download is.</summary>
/// <param name="Bytes">Received so far, those of an earlier try included.</param>
/// <param name="Total">Null where the server does not say.</param>
public readonly record struct DataProgress(string DataSet, string File, long Bytes, long? Total);
