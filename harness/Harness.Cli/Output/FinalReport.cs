using Engine;
using Harness.Report;
using Harness.Runs.Storage;

namespace Harness.Cli.Output;

/// <summary>Writes the report at the end of a verb. If it cannot be written, the results stay.</summary>
internal static class FinalReport
{
    private const string WithoutCharts = " (without charts: this engine was built without npm)";

    /// <param name="part">Whether other processes do the rest: then the one that ends last writes it.</param>
    /// <returns>Whether it was written, or is for another process to write.</returns>
    /// <param name="quiet">Whether the report's path is not printed, e.g. because JSON is.</param>
    /// <exception cref="OperationCanceledException">Stopped; an older report stays.</exception>
    public static bool Write(ResultFolder folder, bool part, bool quiet, CancellationToken cancellation)
    {
        try
        {
            if (part && !Manifest.Read(folder.ManifestPath).Runs.All(folder.HasEnded))
                Say(quiet, $"Report: when the other parts are done; engine report {folder.Path} makes it at any time");
            else
                Say(quiet, $"Report: {Reporter.Write(folder, cancellation: cancellation).Path}{(Reporter.HasCharts ? "" : WithoutCharts)}");
        }
        catch (UserErrorException cause)
        {
            Terminal.Error.Line($"error: there is no report: {cause.Message} The results are whole; engine report {folder.Path} makes it.");
            return false;
        }
        return true;
    }

    private static void Say(bool quiet, string line)
    {
        if (!quiet)
            Terminal.Out.Line(line);
    }
}
