using System.CommandLine;
using System.Text.Json;
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
        var rows = Rows(providers).ToArray();
        if (json)
            Terminal.Out.Line(JsonSerializer.Serialize(rows.Select(row => new { kind = row.Kind, name = row.Name, available = row.Available, detail = row.Detail }), JsonOutput.Options));
        else
            Terminal.Out.Console.Write(ToTable(rows));
        return ExitCode.Done;
    }

    private static IEnumerable<(string Kind, string Name, bool Available, string Detail)> Rows(ProviderSet providers)
    {
        var built = providers.Trainers.Select(trainer => ("trainer", trainer.Name, trainer.Availability.IsAvailable, trainer.Availability.Detail))
            .Concat(providers.Devices.Select(device => ("device", device.Name, device.Availability.IsAvailable, device.Availability.Detail)))
            .ToArray();
        var missing = UnavailableProviders.All
            .Where(provider => !built.Any(row => row.Name == provider.Name))
            .Select(provider => (provider.Kind, provider.Name, false, UnavailableProviders.ReasonFor(provider.Name)));
        return built.Concat(missing).OrderByDescending(row => row.Item1, StringComparer.Ordinal);
    }

    private static Table ToTable(IEnumerable<(string Kind, string Name, bool Available, string Detail)> rows)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("kind", "name", "available", "detail");
        foreach (var row in rows)
            table.AddRow(row.Kind, row.Name, row.Available ? "yes" : "no", Markup.Escape(row.Detail));
        return table;
    }
}
