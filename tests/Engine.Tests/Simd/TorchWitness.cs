using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Engine.Tests.Simd;

/// <summary>Runs a script of tests/witnesses/python with a request and reads its answer.</summary>
internal static class TorchWitness
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static async Task<JsonArray> AskAsync(string script, IEnumerable<JsonObject> request, CancellationToken cancellation)
    {
        var python = PythonWitness.Require("torch");
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, new JsonArray([.. request]).ToJsonString(), cancellation);
            return (JsonArray)JsonNode.Parse(await RunAsync(python, script, file, cancellation))!;
        }
        finally
        {
            File.Delete(file);
        }
    }

    public static JsonArray Numbers<T>(IEnumerable<T> values) => [.. values.Select(value => (JsonNode?)JsonValue.Create(value))];

    public static double[] Doubles(JsonNode? node) => node.Deserialize<double[]>()!;

    private static async Task<string> RunAsync(string python, string script, string file, CancellationToken cancellation)
    {
        var path = Path.Combine(RepositoryRoot.Path, "tests", "witnesses", "python", script);
        var start = new ProcessStartInfo(python, ["-B", path, file]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            Assert.True(process.ExitCode == 0, $"{script}: {await errors}");
            return output;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
