using System.Text;
using Harness.Report.Sweeps;
using Harness.Runs;

namespace Harness.Report.Pages;

/// <summary>The page as one file: markup, styles, data and script, and a policy that forbids it to load anything.</summary>
internal sealed class ReportPage(
    ReportSweep sweep, IReadOnlyList<Notice> notices, IReadOnlyDictionary<string, string> data,
    IReadOnlyDictionary<string, string> plain, string warnings)
{
    /// <summary>The page's policy: a browser runs the page's own scripts and loads nothing.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; "
            + "form-action 'none'";

    public const string ReadingsId = "readings";

    private const string PairsId = "pairs";

    private const string Generator = "<meta name=\"generator\" content=\"Engine ";

    /// <summary>Every report begins with it; the version follows.</summary>
    public const string Start = $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="{Policy}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        {Generator}
        """;

    private const string WithoutCharts =
        "This engine was built without npm, so that its reports have no charts. Install Node.js with npm, run ./build.sh, then engine "
            + "report DIR. The tables below are complete.";

    private string WithoutScript =>
        "The charts need JavaScript. It is off in this browser, or the server that shows this page forbids it, as Jenkins and GitLab do "
            + $"for artifacts. The tables of readings{(plain.ContainsKey(PairsId) ? ", pairs" : "")} and runs below need none. For the "
            + "charts, save this file and open it from your disk.";

    /// <summary>Where scripts run the notice above goes, and comes back where the page's own does not start.</summary>
    private const string Scripted =
        "<script>document.documentElement.className='scripted';"
            + "addEventListener('error',()=>{document.documentElement.className=''})</script>";

    public void Write(TextWriter page)
    {
        page.Write($"""
            {Start}{Html.Text(EngineVersion.Number)}">
            <title>{Html.Text(sweep.Name)} · Engine report</title>
            <style>
            {WebAssets.Styles}
            </style>
            {(WebAssets.Script is null ? "" : Scripted)}
            </head>
            <body>
            <a class="skip" href="#main">Skip to the results</a>
            <header><h1>{Html.Text(sweep.Name)}</h1>{SummaryPart.Of(sweep)}{Unscripted()}</header>
            <nav aria-label="Sections">{Links()}</nav>
            <div id="filters"></div>
            <main id="main">
            {Notices()}

            """);
        foreach (var section in PageSection.All.Where(HasData))
            page.Write(Part(section));
        page.Write($"""
            {Absent()}{Part("failures", "Failures", RecordPart.Failures(sweep))}
            {Part("record", "Spec, versions and devices", RecordPart.Layers(sweep) + RecordPart.Versions(sweep) + RecordPart.Runs(sweep) + RecordPart.Spec(sweep))}
            </main>
            <footer>Engine {Html.Text(EngineVersion.Number)}. One file, no network: it may be kept and sent as it is. All numbers are in the Parquet tables beside it.</footer>

            """);
        foreach (var (name, payload) in data)
            page.Write($"<script type=\"application/gzip\" id=\"data-{name}\">{payload}</script>\n");
        if (WebAssets.Script is { } script)
            page.Write($"<script>\n{script}\n</script>\n");
        page.Write("</body>\n</html>\n");
    }

    private string Links() => string.Concat(PageSection.All.Where(HasData)
        .Select(section => (section.Id, section.Title, Hidden: HiddenOf(section)))
        .Concat([(Id: "failures", Title: "Failures", Hidden: ""), (Id: "record", Title: "Spec and versions", Hidden: "")])
        .Select(link => $"<a href=\"#{link.Id}\"{link.Hidden}>{Html.Text(link.Title)}</a>"));

    /// <summary>There is nothing in a section of charts without a script. The page's style shows it where one runs.</summary>
    private string HiddenOf(PageSection section) => plain.ContainsKey(section.Id) ? "" : " hidden";

    private string Unscripted() =>
        WebAssets.Script is null ? "" : $"<p id=\"unscripted\" class=\"notices\" role=\"alert\">{Html.Text(WithoutScript)}</p>";

    private string Notices()
    {
        var all = new StringBuilder();
        if (WebAssets.Script is null)
            all.Append($"<p class=\"lack\">{Html.Text(WithoutCharts)}</p>");
        if (notices.Count > 0)
        {
            all.Append("<h2>What this report lacks</h2><ul>");
            foreach (var notice in notices)
                all.Append(
                    $"<li><code>{Html.Text(notice.About)}</code> "
                        + $"{Html.Text(notice.Text)}{(notice.Details.Count > 0 ? Html.List(notice.Details) : "")}</li>");
            all.Append("</ul>");
        }
        return all.Length == 0 ? "" : $"<section id=\"notices\" class=\"notices\" role=\"note\">{all}</section>";
    }

    private bool HasData(PageSection section) =>
        section.Data.Any(data.ContainsKey) && sweep.Points.Length >= section.FewestPoints;

    /// <summary>One line of the sections that have no data, and why, one by one, where it is opened.</summary>
    private string Absent()
    {
        PageSection[] without = [.. PageSection.All.Where(section => !HasData(section))];
        if (without.Length == 0)
            return "";
        var titles = Html.Text(string.Join(", ", without.Select(section => section.Title)));
        var reasons = Html.List(without.Select(section => $"{section.Title}: {section.None}"));
        return $"<details class=\"absent\"><summary>Left out, for want of data: {titles}</summary>{reasons}</details>\n";
    }

    private string Part(PageSection section) => Part(
        section.Id, section.Title,
        $"<p class=\"lead\">{Html.Text(section.Text)}</p>{(section.Id == ReadingsId ? warnings : "")}"
            + $"<div class=\"charts\" data-charts=\"{section.Id}\">{plain.GetValueOrDefault(section.Id, "")}</div>",
        HiddenOf(section));

    private static string Part(string id, string title, string inside, string hidden = "") =>
        $"<section id=\"{id}\"{hidden} aria-labelledby=\"{id}-title\"><h2 id=\"{id}-title\">{Html.Text(title)}</h2>{inside}</section>\n";
}

/// <summary>The numbers at the top of the page: runs, points, seeds, accuracy.</summary>
internal static class SummaryPart
{
    public static string Of(ReportSweep sweep)
    {
        (string Value, string What)[] cards =
        [
            ($"{sweep.Done}", $"{Plural(sweep.Done, "run")} done"),
            ($"{sweep.Failed.Length}", "failed"),
            ($"{sweep.Missing.Length}", "not done yet"),
            ($"{sweep.Points.Length}", Plural(sweep.Points.Length, "configuration")),
            ($"{sweep.Runs.Select(run => run.Seed).Distinct().Count()}",
                Plural(sweep.Runs.Select(run => run.Seed).Distinct().Count(), "seed")),
            (Accuracy(sweep), "test accuracy"),
        ];
        var shown = cards.Select(card => $"<div><dt>{Html.Text(card.What)}</dt><dd>{Html.Text(card.Value)}</dd></div>");
        return $"<dl class=\"cards\">{string.Concat(shown)}</dl>";
    }

    private static string Accuracy(ReportSweep sweep)
    {
        double[] known = [.. sweep.Runs.Select(run => run.TestAccuracy).Where(double.IsFinite)];
        if (known.Length == 0)
            return "-";
        var (least, most) = ($"{known.Min():0.0000}", $"{known.Max():0.0000}");
        return least == most ? least : $"{least} to {most}";
    }

    private static string Plural(int count, string word) => count == 1 ? word : word + "s";
}

/// <summary>The page's styles and script, embedded at build time.</summary>
internal static class WebAssets
{
    public static string Styles { get; } = Read("report.css") ?? throw new InvalidOperationException("report.css is not embedded");

    /// <summary>Charts and filters in one script; null in a build that was made without npm.</summary>
    public static string? Script { get; } = Read("report.js");

    private static string? Read(string name)
    {
        using var stream = typeof(WebAssets).Assembly.GetManifestResourceStream(name);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
