using Engine;
using Harness.Report;
using Harness.Runs.Storage;

namespace Harness.Cli.Output;

/// <summary>Writes the report at the end of a verb. If it cannot be written, the results stay.</summary>
internal static class FinalReport
{
    private const string WithoutCharts = " (without charts: this engine was built without npm)";

    /// <param name="part">Whether other processes do the rest: then the one that ends last writes it.</param>
    /// <param name="quiet">Whether the report's path is not printed, e.g. because JSON is.</param>
    /// <param name="finished">Whether there was nothing to do: then a folder that may not be written into is none of its faults.</param>
    /// <returns>Whether it was written, is there already, or is for another process to write.</returns>
    /// <exception cref="OperationCanceledException">Stopped; an older report stays.</exception>
    public static bool Write(ResultFolder folder, bool part, bool quiet, bool finished, CancellationToken cancellation)
    {
        try
        {
            if (part && !Manifest.Read(folder.ManifestPath).Runs.All(folder.HasEnded))
                Say(quiet, $"Report: when the other parts are done; engine report {folder.Path} makes it at any time");
            else
                Show(Reporter.Write(folder, cancellation: cancellation), quiet, finished, folder.TablesWritten);
        }
        catch (StorageException cause) when (finished && cause.IsReadOnly)
        {
            Terminal.Error.Line(
                $"note: nothing was written, since all runs were done before and {folder.Path} cannot be written into; engine report "
                    + $"{folder.Path} --out FILE makes a report elsewhere");
        }
        catch (UserErrorException cause)
        {
            Terminal.Error.Line($"error: there is no report: {cause.Message} The results are whole; engine report {folder.Path} makes it.");
            return false;
        }
        return true;
    }

    private static void Show(ReportOutcome report, bool quiet, bool finished, int tables)
    {
        Say(quiet, $"Report: {report.Path}{(Reporter.HasCharts ? "" : WithoutCharts)}");
        if (finished && tables > 0)
            Say(quiet, $"All runs were done before; made anew: {Amount.Of(tables, "file")} over all seeds of a point.");
        else if (finished && !report.IsWritten)
            Say(quiet, "All runs were done before, and the report is as it was: nothing was written.");
    }

    private static void Say(bool quiet, string line)
    {
        if (!quiet)
            Terminal.Out.Line(line);
    }
}
