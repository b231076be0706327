using System.CommandLine;
using Engine;
using Harness.Runs.Data;
using Harness.Specs;

namespace Harness.Cli.Commands;

/// <summary>The option <c>--dataset</c>: a name, or all that a spec's <c>dataset</c> can be.</summary>
internal static class DataOption
{
    private const string Name = "--dataset";

    public static Option<string> Create() => new Option<string>(Name)
    {
        Description = "A name of engine data list, or files of your own as in a spec, e.g. '{npz: FILE}'.",
        Required = true,
        HelpName = "DATA",
    }.WithWords(() => DataCatalogue.Shipped.Names);

    /// <summary>For verbs that read an analysis again, whose data may be files.</summary>
    public static Option<string?> OfAnalysis() => new(Name)
    {
        Description = "The data of an analysis that were files, as engine analyze was given them.",
        HelpName = "DATA",
    };

    /// <exception cref="UsageException">There is no such set, or the text is wrong.</exception>
    public static DataSetRequest Read(string text)
    {
        string[] names = [.. DataCatalogue.Shipped.Names];
        if (text.TrimStart().StartsWith('{'))
            return new SpecReader(names).ReadDataSet(text, Name);
        if (names.Contains(text))
            return DataSetRequest.Named(text);
        var form = Path.GetExtension(text) switch
        {
            ".npz" => $"{{npz: {text}}}",
            ".safetensors" => $"{{safetensors: {text}}}",
            ".csv" => $"{{csv: {text}, label: COLUMN}}",
            ".parquet" => $"{{parquet: {text}, label: COLUMN}}",
            _ => null,
        };
        throw form is not null && File.Exists(text)
            ? new UsageException($"{Name} {text}: this is a file, and its format must be said: {Name} '{form}'")
            : new UsageException($"{Name} {text}: there is no such data set{NearestName.Suggestion(text, names)}; known are "
                + $"{string.Join(", ", names)}; files of your own are given as in a spec, e.g. '{{npz: FILE}}'");
    }
}
