using Engine;
using Harness.Report;
using Harness.Runs.Storage;
using Harness.Runs.Tables;

namespace Harness.Cli.Output;

/// <summary>Writes the report at the end of a verb. Results stay what they are where it cannot be written.</summary>
internal static class FinalReport
{
    /// <param name="quiet">Whether to keep its path to oneself, e.g. because JSON is printed.</param>
    public static void Write(ResultFolder folder, bool quiet)
    {
        try
        {
            // Of several processes that share the folder, whichever ends last has seen all.
            ReportOutcome report;
            IReadOnlyList<string> before;
            do
            {
                before = folder.FilesOf(RunsTable.Definition.Schema.Name);
                report = Reporter.Write(folder);
            }
            while (!before.SequenceEqual(folder.FilesOf(RunsTable.Definition.Schema.Name)));
            if (!quiet)
                Terminal.Out.Line($"Report: {report.Path}{(Reporter.HasCharts ? "" : " (without charts: this engine was built without npm)")}");
        }
        catch (UserErrorException cause)
        {
            Terminal.Error.Line($"warning: there is no report: {cause.Message}");
        }
    }
}
