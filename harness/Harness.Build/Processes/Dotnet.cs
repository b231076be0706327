namespace Harness.Build.Processes;

/// <summary>The same .NET that runs this program.</summary>
internal static class Dotnet
{
    // Build servers would outlive us and keep our output pipe open; colours and animations have no place in a kept log.
    private static readonly Dictionary<string, string> Quiet = new()
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["MSBUILDTERMINALLOGGER"] = "off",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
    };

    public static string Program { get; } =
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";

    public static Command Command(Home home, params IReadOnlyList<string> arguments) => new(Program, arguments, home.Root) { Environment = Quiet };
}
