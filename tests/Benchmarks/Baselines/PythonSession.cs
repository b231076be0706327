using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Testing;

namespace Benchmarks.Baselines;

/// <summary>A Python that runs <c>tests/Benchmarks/Scripts/baselines.py</c> beside the engine, so that both are timed in turn.</summary>
internal sealed class PythonSession : IDisposable
{
    private readonly Process _process;
    private readonly string _folder = Directory.CreateTempSubdirectory("engine-bench-").FullName;
    private int _files;

    private PythonSession(Process process) => _process = process;

    /// <summary>Null where no Python imports numpy and torch.</summary>
    /// <param name="isPassive">Whether its threads sleep while they wait: those that spin take the cores from the engine, and from each
    /// other.</param>
    public static PythonSession? Start(bool isPassive = true)
    {
        if (PythonInterpreter.Find("numpy", "torch") is not { } python)
            return null;
        var script = Path.Combine(AppContext.BaseDirectory, "Scripts", "baselines.py");
        var start = new ProcessStartInfo(python, ["-u", script]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (isPassive)
            start.Environment["OMP_WAIT_POLICY"] = "PASSIVE";
        return new PythonSession(Process.Start(start)!);
    }

    /// <summary>Calls one of the script's functions.</summary>
    /// <exception cref="BaselineFailedException">It failed.</exception>
    public JsonElement Call(string function, params object?[] arguments)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(new { @do = function, with = arguments }));
        _process.StandardInput.Flush();
        var line = _process.StandardOutput.ReadLine() ?? throw new BaselineFailedException($"baselines.py ended during {function}");
        using var answer = JsonDocument.Parse(line);
        return answer.RootElement.TryGetProperty("error", out var error)
            ? throw new BaselineFailedException($"baselines.py, {function}: {error.GetString()}")
            : answer.RootElement.GetProperty("result").Clone();
    }

    /// <summary>Hands over an array under a name.</summary>
    public void Load<T>(string name, ReadOnlySpan<T> values, string type, params int[] shape)
        where T : unmanaged
    {
        var path = Path.Combine(_folder, $"{_files++}.bin");
        using (var file = File.Create(path))
            file.Write(MemoryMarshal.AsBytes(values));
        Call("load", name, path, type, shape);
        File.Delete(path);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
