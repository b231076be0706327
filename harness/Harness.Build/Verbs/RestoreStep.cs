using Harness.Build.Processes;
using Harness.Build.Providers;

namespace Harness.Build.Verbs;

/// <summary>
/// Restores the solution. The probe does not fetch libtorch's large parts: where they turn out to be missing, a build
/// with <c>auto</c> falls back to the embedded providers and says so.
/// </summary>
internal static class RestoreStep
{
    public static void Run(Home home, Steps steps)
    {
        var restore = Dotnet.Command(home, "restore", home.Solution, "--verbosity", "minimal");
        if (ProvidersFile.Read(home.ProvidersFile) is not { Choice: ProviderChoice.Auto, Switches.Count: > 0 } answer)
        {
            steps.Run("restore", restore);
            return;
        }

        var result = steps.Time("restore", () => steps.Commands.Run(restore));
        if (result.Succeeded)
            return;
        if (RestoreOutput.Absence(result.Output) is not { } absence)
            throw steps.Failure("restore", result);
        steps.Note($"  providers: embedded after all; {absence}");
        ProvidersFile.Write(home.ProvidersFile, answer with { Switches = [] });
        steps.Run("restore", restore);
    }
}
