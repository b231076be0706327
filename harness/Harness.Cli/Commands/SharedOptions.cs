using System.CommandLine;

namespace Harness.Cli.Commands;

/// <summary>Options that several verbs take.</summary>
internal static class SharedOptions
{
    public static Option<string?> Data() => new("--data")
    {
        Description = "Folder with the data set's files, or with a subfolder named after it (else ENGINE_DATA, the cache, the system, a download).",
        HelpName = "FOLDER",
    };

    public static Option<bool> Json() => new("--json") { Description = "Print the result as JSON." };

    public static Option<bool> Resume() => new("--resume") { Description = "Finish what was begun in the folder; what is done is kept." };

    public static Option<bool> Quiet() => new("--quiet") { Description = "No progress." };

    public static Option<string> Device() => new("--device")
    {
        Description = "Where neurons are measured and ablated; engine devices lists them.",
        DefaultValueFactory = _ => "auto",
        HelpName = "NAME",
    };

    public static Option<string> Tables() => new("--tables")
    {
        Description = "What writes the result tables; engine devices lists them. Their contents do not depend on it.",
        DefaultValueFactory = _ => "auto",
        HelpName = "NAME",
    };

    public static Option<int> Memory() => new("--memory")
    {
        Description = "MiB for activations and intermediate results, beside data and networks. No result depends on it.",
        DefaultValueFactory = _ => 512,
        HelpName = "MIB",
    };

    public static Option<int> Threads() => new("--threads")
    {
        Description = "Threads over all runs. No result depends on it.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
        HelpName = "N",
    };

    /// <summary>Refuses numbers below <paramref name="least"/>.</summary>
    public static Option<int> AtLeast(this Option<int> option, int least)
    {
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < least)
                result.AddError($"{option.Name} is {result.GetValueOrDefault<int>()}: it must be at least {least}");
        });
        return option;
    }
}
