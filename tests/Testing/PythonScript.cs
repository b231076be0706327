using System.Diagnostics;
using System.Text.Json;

namespace Testing;

/// <summary>Puts a question to a script of tests/witnesses/python: JSON on its input, JSON on its output.</summary>
internal static class PythonScript
{
    /// <param name="python">As <see cref="PythonWitness"/> found it.</param>
    public static JsonElement Ask(string python, string script, object question, params string[] arguments)
    {
        var path = Path.Combine(RepositoryRoot.Path, "tests", "witnesses", "python", script);
        using var process = Process.Start(new ProcessStartInfo(python, ["-B", path, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var answer = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(JsonSerializer.Serialize(question));
        process.StandardInput.Close();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{script}: {errors.Result}");
        return JsonDocument.Parse(answer.Result).RootElement;
    }
}
