using System.CommandLine;
using Engine;
using Harness.Report;

namespace Harness.Cli.Commands;

/// <summary>The options of <c>engine report</c> by which figures are written as files.</summary>
internal sealed class FigureOptions
{
    private readonly Option<string?> _folder = new("--png")
    {
        Description = "Also write the main figures as PNG and SVG into this folder; takes Chromium, Chrome or Edge.",
        HelpName = "FOLDER",
    };

    private readonly Option<string[]> _names = new("--figure")
    {
        Description =
            $"Which figures --png writes: a name or its beginning, such as curves or curves-network; {FigureChoice.All} for every one "
                + $"(default: {string.Join(", ", FigureChoice.Main)}).",
        HelpName = "NAME",
    };

    private readonly Option<string[]> _settings = new("--config")
    {
        Description = "Of which configurations, by a key of the spec: l2=1e-4, hidden=100-100; seed=1 takes one seed.",
        HelpName = "KEY=VALUE",
    };

    private readonly Option<string[]> _formats = new("--format")
    {
        Description = "Kinds of files that --png writes: png, svg, pdf (default: png and svg).",
        HelpName = "KIND",
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_folder, _names, _settings, _formats])
            command.Add(option);
    }

    /// <summary>Null where no figures are asked for.</summary>
    /// <exception cref="UsageException">Some are chosen, and there is no folder for them.</exception>
    public FigureRequest? Of(ParseResult parsed)
    {
        string[] formats = [.. parsed.GetValue(_formats) ?? []];
        if (Array.Find(formats, format => !FigureChoice.Known.Contains(format)) is { } unknown)
            throw new UsageException($"--format {unknown} is none of {string.Join(", ", FigureChoice.Known)}");
        var choice = new FigureChoice(parsed.GetValue(_names) ?? [], parsed.GetValue(_settings) ?? []);
        if (formats.Length > 0)
            choice = choice with { Formats = formats };
        if (parsed.GetValue(_folder) is { } folder)
            return new FigureRequest(Path.GetFullPath(folder), choice);
        return choice.Names.Count + choice.Settings.Count + formats.Length == 0
            ? null
            : throw new UsageException("--figure, --config and --format choose what --png writes; add --png FOLDER");
    }
}

/// <summary>Figures that are to be written.</summary>
internal sealed record FigureRequest(string Folder, FigureChoice Choice)
{
    public WrittenFigures Write(ReportOutcome report, CancellationToken cancellation) =>
        new(Folder, FigureExport.Write(report, Folder, Choice, cancellation), Choice.Settings.Count > 0 ? 0 : report.Configurations.Count);
}

/// <summary>Figures that were written.</summary>
/// <param name="Unchosen">Number of the report's configurations, where none was chosen among them.</param>
internal sealed record WrittenFigures(string Folder, IReadOnlyList<string> Files, int Unchosen)
{
    public string Text => $"{Files.Count} files in {Folder}"
        + (Unchosen > FigureChoice.Most ? $", of the first {FigureChoice.Most} of {Unchosen} configurations; --config chooses" : "");
}
