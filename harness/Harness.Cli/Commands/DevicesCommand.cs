using System.CommandLine;
using System.Text.Json;
using Engine;
using Harness.Cli.Output;
using Harness.Cli.Providers;
using Spectre.Console;

namespace Harness.Cli.Commands;

/// <summary><c>engine devices</c>: every trainer and device, available or exactly why not.</summary>
internal static class DevicesCommand
{
    public static Command Create(ProviderSet providers)
    {
        var json = SharedOptions.Json();
        var command = new Command("devices", "List trainers and devices: available, or why not.") { json };
        command.SetAction(parsed => Show(providers, parsed.GetValue(json)));
        return command;
    }

    private static int Show(ProviderSet providers, bool json)
    {
        var rows = providers.Lines().ToArray();
        if (json)
            Terminal.Out.Line(JsonSerializer.Serialize(rows, JsonOutput.Options));
        else
        {
            Terminal.Out.Console.Write(ToTable(rows));
            Terminal.Out.Line(Several(rows));
        }
        return ExitCode.Done;
    }

    /// <summary>How several are named at once, with those that are here.</summary>
    private static string Several(IEnumerable<ProviderLine> rows)
    {
        string[] here =
        [
            .. rows.Where(row => row.Available).GroupBy(row => (row.Kind, Name: DeviceName.KindOf(row.Name)))
                .Where(kind => kind.Count() > 1).Select(kind => $"--{kind.Key.Kind} {kind.Key.Name}:{DeviceChoice.All} ({kind.Count()})"),
        ];
        return $"several of a kind share the runs of a sweep out: NAME:0,1 or NAME:{DeviceChoice.All}, "
            + (here.Length > 0
                ? $"here {string.Join(", ", here)}"
                : $"of which there is one each here; --device ilgpu-cpu:0,1 tries it with two simulators");
    }

    private static Table ToTable(IEnumerable<ProviderLine> rows)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("kind", "name", "available", "detail");
        foreach (var row in rows)
            table.AddRow(row.Kind, row.Name, row.Available ? "yes" : "no", Visible.Cell(row.Detail));
        return table;
    }
}
