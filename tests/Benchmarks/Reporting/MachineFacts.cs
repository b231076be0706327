using System.Runtime.InteropServices;
using System.Text.Json;
using Benchmarks.Baselines;
using Engine.Numerics;

namespace Benchmarks.Reporting;

/// <summary>Where the numbers come from.</summary>
internal sealed record MachineFacts(
    string Processor, int Cores, int Threads, string Vectors, string System, string Runtime, string Baselines, DateTime Date)
{
    public static MachineFacts Collect(BenchOptions options, PythonSession? python) => new(
        ProcessorName(),
        Environment.ProcessorCount,
        options.Threads,
        VectorWidths.NameOf(VectorWidths.Widest),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        python is null ? "none: no Python with numpy and torch was found" : string.Join(", ", python.Call("versions").EnumerateObject()
            .Where(version => version.Value.ValueKind == JsonValueKind.String).Select(version => $"{version.Name} {version.Value}")),
        DateTime.UtcNow);

    public override string ToString() =>
        $"{Processor}, {Cores} cores, {Threads} threads, {Vectors}; {System}; {Runtime}; {Baselines}; {Date:yyyy-MM-dd}";

    private static string ProcessorName()
    {
        const string Source = "/proc/cpuinfo", Key = "model name";
        var line = File.Exists(Source)
            ? File.ReadLines(Source).FirstOrDefault(text => text.StartsWith(Key, StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
