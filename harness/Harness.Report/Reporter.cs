using System.Text;
using Engine;
using Harness.Report.Pages;
using Harness.Report.Sections;
using Harness.Report.Sweeps;
using Harness.Runs;
using Harness.Runs.Storage;

namespace Harness.Report;

/// <summary>Makes one self-contained HTML file of a sweep's folder. The folder may be incomplete or damaged.</summary>
public static class Reporter
{
    private static readonly IReportSection[] Sections =
    [
        new CurveSection(), new MarkSection(), new ClassSection(), new NeuronSection(), new HistogramSection(), new SensitivitySection(),
        new PairMapSection(), new PlaneSection(), new BoundarySection(), new HiddenPointSection(), new TrainingSection(),
        new HistorySection(), new BoundSection(),
    ];

    /// <summary>By which a report is told from other files.</summary>
    public static FileMark Mark { get; } = new(
        "report of the engine", start => start.AsSpan().StartsWith(Encoding.UTF8.GetBytes(ReportPage.Start)));

    /// <summary>Whether this build draws charts; without npm at build time it does not.</summary>
    public static bool HasCharts => WebAssets.Script is not null;

    /// <summary>Writes the report of a folder's tables into the folder. The same tables give the same bytes.</summary>
    /// <param name="output">
    /// The file, of which the caller knows that it may be replaced; by default the folder's <c>report.html</c>.
    /// </param>
    /// <exception cref="UsageException">There is no such folder, or its <c>report.html</c> is something else than a report.</exception>
    /// <exception cref="StorageException">It cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; an older report stays.</exception>
    public static ReportOutcome Write(ResultFolder folder, string? output = null, CancellationToken cancellation = default) =>
        Write(folder, output, new ReportLimits(), cancellation);

    /// <summary>Writes one report of the runs of several sweeps, which were brought into one folder.</summary>
    /// <param name="name">What the page is called.</param>
    /// <param name="output">The file, of which the caller knows that it may be replaced.</param>
    /// <exception cref="StorageException">It cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; an older report stays.</exception>
    public static ReportOutcome WriteOfSeveral(ResultFolder folder, string name, string output, CancellationToken cancellation = default) =>
        Write(folder, output, new ReportLimits(), name, cancellation);

    internal static ReportOutcome Write(
        ResultFolder folder, string? output, ReportLimits limits, CancellationToken cancellation = default) =>
        Write(folder, output, limits, null, cancellation);

    private static ReportOutcome Write(
        ResultFolder folder, string? output, ReportLimits limits, string? name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!Directory.Exists(folder.Path))
            throw new UsageException(
                $"{folder.Path}{(File.Exists(folder.Path) ? " is a file." : ": there is no such folder.")} Name the folder that engine run "
                    + "wrote, e.g. runs/NAME.");
        if (output is null)
            Mark.RequireReplaceable(null, folder.ReportPath);
        var source = new SweepSource(folder, cancellation);
        var sweep = ReportSweep.Read(source);
        // What a sweep lacks its own report says; several together have no plan.
        if (name is null)
            ExpectedTables.Note(source, sweep);
        else
            sweep = sweep with { Name = name };
        var data = new Dictionary<string, string> { ["index"] = Payload.Of(Index(sweep)) };
        // Packing takes a thread of its own while the next section is read.
        var packing = new List<Task<(string Name, string Payload)[]>>();
        var plain = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var section in Sections)
        {
            var content = section.Read(source, sweep, limits);
            if (content is DividedContent { Plain: { Length: > 0 } table })
                plain.Add(section.Name, table);
            packing.Add(Task.Run(() => Payloads(section.Name, content), cancellation));
        }
        foreach (var (section, payload) in packing.SelectMany(task => task.Result))
            data.Add(section, payload);
        var readings = PointReadings.All(source, sweep);
        if (readings.Count > 0)
            data.Add(ReadingColumns.Name, Payload.Of(ReadingColumns.Of(readings)));
        plain.Add(ReportPage.ReadingsId, ReadingPart.Of(sweep, readings));
        var notices = source.Notices.All();
        var warnings = BlindOrders.Of([.. sweep.Points.Select(point => point.Label)], readings);
        var path = output ?? folder.ReportPath;
        cancellation.ThrowIfCancellationRequested();
        var isWritten = WholeFile.WriteIfOther(path, stream =>
        {
            using var page = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
            new ReportPage(sweep, notices, data, plain, warnings).Write(page);
        });
        return new ReportOutcome(path, sweep.Done, sweep.Failed.Length, notices)
        {
            IsWritten = isWritten,
            IsSound = IsSound(source, sweep),
            Configurations =
            [
                .. sweep.Points.Select(point => new ReportedConfiguration(
                    point.Label, sweep.Runs[point.Runs[0]].Spec, [.. point.Runs.Select(run => sweep.Runs[run].Seed)])),
            ],
        };
    }

    private static bool IsSound(SweepSource source, ReportSweep sweep) => (sweep.Manifest is not null || !source.Folder.HasManifest)
        && (sweep.Runs.Length + sweep.Failed.Length > 0 || source.Folder.Ended().Count == 0);

    private static (string Name, string Payload)[] Payloads(string name, object? content) => content switch
    {
        null => [],
        DividedContent divided =>
            [(name, Payload.Of(divided.Whole)), .. divided.Parts.Select((part, place) => ($"{name}-{place}", Payload.Of(part)))],
        _ => [(name, Payload.Of(content))],
    };

    private static object Index(ReportSweep sweep) => new
    {
        sweep.Name,
        Engine = EngineVersion.Number,
        sweep.Points,
        Runs = sweep.Runs.Select(run => new { Id = run.RunId, run.Seed, run.TestAccuracy, run.Depth, Classes = run.ClassNames }),
    };
}

/// <summary>A report that was written.</summary>
/// <param name="Path">The file.</param>
/// <param name="Runs">Runs that are done.</param>
/// <param name="Notices">What it lacks.</param>
public sealed record ReportOutcome(string Path, int Runs, int Failed, IReadOnlyList<Notice> Notices)
{
    /// <summary>Its configurations, in its order.</summary>
    public IReadOnlyList<ReportedConfiguration> Configurations { get; init; } = [];

    /// <summary>Whether it was written now: one that is there with the same bytes is left alone.</summary>
    public bool IsWritten { get; init; }

    /// <summary>
    /// Whether it shows the sweep: its manifest, where there is one, and of the runs that have ended at least one could be read.
    /// </summary>
    public bool IsSound { get; init; } = true;
}
