using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using System.Globalization;
using Engine;
using Harness.Cli.Output;
using Harness.Cli.Providers;
using Harness.Runs.Storage;
using Harness.Specs;
using Harness.Specs.Types;

namespace Harness.Cli.Commands;

/// <summary>Options that several verbs take, and the folder that they are about.</summary>
internal static class SharedOptions
{
    /// <summary>A sweep's folder; that its tables cannot be verified is told on stderr.</summary>
    public static ResultFolder Folder(string path) => new(RealPath.Absolute(path), text => Terminal.Error.Line($"warning: {text}"));

    /// <summary>A folder that results go to; that readers will take its name for a partition is told on stderr.</summary>
    /// <exception cref="UsageException">It is a file, or lies among another sweep's tables.</exception>
    public static string Target(string path)
    {
        var full = RealPath.Absolute(path);
        OutputPlace.RequireFolder(full);
        OutputPlace.RequireOutsideTables("--out", full);
        var names = full.Split(Path.DirectorySeparatorChar);
        if (Array.Find(names, name => name.IndexOf('=', StringComparison.Ordinal) > 0) is { } partition)
            Terminal.Error.Line(
                $"warning: --out {full} has the folder {partition}, which DuckDB, polars and Arrow take for a partition: they give every "
                    + $"table the column {partition.Split('=')[0]}. Choose one without '='.");
        return full;
    }

    public static Option<string?> Data() => new("--data")
    {
        Description =
            "Folder with the data set's files, or with a subfolder named after it (else ENGINE_DATA, the cache, the system, a download).",
        HelpName = "FOLDER",
    };

    public static Option<bool> Json() => new("--json") { Description = "Print the result as JSON." };

    public static Option<bool> Resume() => new("--resume") { Description = "Finish what was begun in the folder; what is done is kept." };

    public static Option<bool> Quiet() => new("--quiet") { Description = "No progress." };

    public static Option<string> Device(ProviderSet providers) => new Option<string>("--device")
    {
        Description = "Where neurons are measured and ablated; engine devices lists them. A sweep takes several, as --trainer does.",
        DefaultValueFactory = _ => "auto",
        HelpName = "NAME",
    }.WithWords(() => providers.DeviceWords);

    /// <summary>Has a shell complete an option's value; the words are asked for only then.</summary>
    public static Option<string> WithWords(this Option<string> option, Func<IEnumerable<string>> words)
    {
        option.CompletionSources.Add(_ => words().Select(word => new CompletionItem(word)));
        return option;
    }

    public static Option<int> Memory() => new("--memory")
    {
        Description = "MiB for activations and intermediate results, beside data and networks. No result depends on it.",
        DefaultValueFactory = _ => 512,
        HelpName = "MIB",
    };

    public static Option<int> Threads() => new("--threads")
    {
        Description = "Threads over all runs. No result depends on it.",
        DefaultValueFactory = _ => Cores.Count,
        HelpName = "N",
    };

    /// <exception cref="UsageException">The word is none of the choices.</exception>
    public static T Choice<T>(string option, string text, ChoiceType<T> choices)
        where T : struct, Enum =>
        choices.TryParse(text, out var value)
            ? value
            : throw new UsageException(
                $"{option} is {text}: needed is one of {string.Join(", ", choices.Names)}{choices.Suggestion(text)}");

    /// <summary>The names of an enumeration as options spell them.</summary>
    public static string[] Words<T>()
        where T : struct, Enum =>
        [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())];

    /// <exception cref="UsageException">The word is none of them.</exception>
    public static T Word<T>(string option, string text)
        where T : struct, Enum =>
        Words<T>().Contains(text) ? Enum.Parse<T>(text, ignoreCase: true) : throw NoChoice(option, text, Words<T>());

    public static UsageException NoChoice(string option, string text, IEnumerable<string> words) =>
        new($"{option} is {text}: needed is one of {string.Join(", ", words)}{NearestName.Suggestion(text, words)}");

    /// <summary>Refuses words that start like an option: the parser takes a misspelled one for an argument.</summary>
    public static Argument<T> NoOptions<T>(this Argument<T> argument)
    {
        argument.Validators.Add(result =>
        {
            var names = (result.Parent as CommandResult)?.Command.Options.Select(option => option.Name).ToArray() ?? [];
            foreach (var word in result.Tokens.Select(token => token.Value).Where(word => word.StartsWith('-')))
                result.AddError($"there is no option {word}{NearestName.Suggestion(word, names)}");
        });
        return argument;
    }
}

/// <summary>The number of cores that this process may use: those that Slurm gave its task, else those of the system, which may be fewer
/// than a variable that was set by hand says.</summary>
internal static class Cores
{
    private const string Granted = "SLURM_CPUS_PER_TASK";

    public static int Count => Of(Environment.GetEnvironmentVariable(Granted), Environment.ProcessorCount);

    internal static int Of(string? granted, int system) =>
        int.TryParse(granted, NumberStyles.None, CultureInfo.InvariantCulture, out var cores) && cores > 0
            ? Math.Min(cores, system)
            : system;
}
