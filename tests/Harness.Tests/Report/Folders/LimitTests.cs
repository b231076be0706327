using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using Harness.Report.Sections;
using Harness.Tests.Runs.Sweeps;

namespace Harness.Tests.Report.Folders;

/// <summary>A large sweep is thinned to what a file may hold, and the report says so.</summary>
public sealed partial class LimitTests
{
    [Fact]
    public void Of_what_is_too_much_an_even_choice_is_kept()
    {
        using var folder = new TemporaryFolder();
        var sweep = new TestSweep(folder["out"], "network.hidden=[80, 8]");
        sweep.Run();
        sweep.WriteOverSeeds();
        var outcome = Reporter.Write(sweep.Folder, null, new ReportLimits(CurveValues: 1, NeuronRows: 60, HistogramCells: 600));
        var page = File.ReadAllText(outcome.Path);
        // Three runs share the rows, and each curve of 81 steps keeps the 41 that are the fewest.
        Assert.Equal(
            60, Section(page, "neurons").GetProperty("sheets").EnumerateArray().Sum(sheet => sheet.GetProperty("neuron").GetArrayLength()));
        Assert.Equal(41, Section(page, "curves").GetProperty("grids").GetProperty("80").GetArrayLength());
        Assert.Equal(80, Section(page, "curves").GetProperty("grids").GetProperty("80")[40].GetInt32());
        var cells = Section(page, "histograms").GetProperty("sheets").EnumerateArray()
            .SelectMany(sheet => sheet.GetProperty("neurons").EnumerateArray())
            .Sum(neuron => neuron.GetProperty("counts").GetArrayLength());
        Assert.InRange(cells, 1, 600);
        Assert.Equal(["ablation", "histograms", "neurons"], outcome.Notices.Select(notice => notice.About).Order(StringComparer.Ordinal));
    }

    private static JsonElement Section(string page, string name)
    {
        var packed = Data().Matches(page).Single(match => match.Groups["name"].Value == name).Groups["content"].Value;
        using var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(packed)), CompressionMode.Decompress);
        return JsonDocument.Parse(gzip).RootElement;
    }

    [GeneratedRegex("""id="data-(?<name>[\w-]+)">(?<content>[^<]+)<""", RegexOptions.ExplicitCapture)]
    private static partial Regex Data();
}
