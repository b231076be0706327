using System.ComponentModel;
using System.Diagnostics;
using Engine;

namespace Harness.Cli.Submitting;

/// <summary>Hands a batch script to Slurm.</summary>
internal static class Scheduler
{
    /// <returns>What sbatch said, e.g. <c>Submitted batch job 7</c>.</returns>
    /// <exception cref="UserErrorException">There is no sbatch, or it refused the script.</exception>
    public static string Submit(string script)
    {
        try
        {
            using var sbatch = Process.Start(new ProcessStartInfo("sbatch", [script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = sbatch.StandardError.ReadToEndAsync();
            var output = sbatch.StandardOutput.ReadToEnd();
            sbatch.WaitForExit();
            return sbatch.ExitCode == 0 ? output.Trim() : throw new UserErrorException($"sbatch refused {script}: {error.Result.Trim()}");
        }
        catch (Win32Exception cause)
        {
            throw new UserErrorException($"there is no sbatch here ({cause.Message}); {script} is written, submit it where Slurm is", cause);
        }
    }
}
