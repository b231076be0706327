using System.Diagnostics;
using Harness.Data;

namespace Harness.Cli.Output;

/// <summary>A line now and then while a file arrives.</summary>
internal sealed class DownloadProgress : IProgress<DataProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Stopwatch _since = new();

    public void Report(DataProgress value)
    {
        if (_since.IsRunning && _since.Elapsed < Pause)
            return;
        _since.Restart();
        var total = value.Total is { } bytes ? $" of {Mebibytes(bytes)}" : "";
        Terminal.Error.Line($"{value.DataSet} {value.File}: {Mebibytes(value.Bytes)}{total} MiB");
    }

    private static string Mebibytes(long bytes) => (bytes / 1048576.0).ToString("F1");
}
