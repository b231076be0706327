using System.ComponentModel;
using System.Text;
using Engine;
using Harness.Runs.Programs;

namespace Harness.Cli.Submitting;

/// <summary>The batch script of a job array. It is kept, so it is written to be read.</summary>
internal static class SlurmScript
{
    /// <param name="file">Where it is kept.</param>
    /// <param name="logs">The folder of the tasks' logs.</param>
    public static string Of(ArrayJob job, string file, string logs)
    {
        var script = new StringBuilder();
        script.Append($". It may be changed and submitted again: sbatch {ShellWord.Quoted(file)}\n");
        foreach (var (option, value) in Options(job, logs))
            script.Append(value is null ? $"#SBATCH --{option}\n" : $"#SBATCH --{option}={SbatchWord.Quoted(value)}\n");
        script.Append($$"""

            # Each task does its share of the runs: every {{job.Tasks}}th stack of the plan, from the task's number on. What is done is kept, so that a task may be started as often as it takes.
            # Some tasks alone, e.g. those that failed: sbatch --array=3,7 {{ShellWord.Quoted(file)}}
            {{ShellWord.Command(job.Line($"env/{job.Tasks}"))}} &
            engine=$!

            # {{job.Grace}} seconds before its time is over Slurm sends USR1, and TERM when the task is preempted: the engine writes a checkpoint after the step that it is in and ends with 75.
            trap 'kill -USR1 "$engine" 2>/dev/null' USR1
            trap 'kill -TERM "$engine" 2>/dev/null' TERM
            while :; do
              wait "$engine"
              code=$?
              kill -0 "$engine" 2>/dev/null || break
            done

            # 75: there is more to do. A task that Slurm is ending already was cancelled by hand, and stays so, or is preempted, and Slurm requeues it.
            if [ "$code" -eq 75 ]; then
              task=${SLURM_ARRAY_JOB_ID:+${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID}
              task=${task:-$SLURM_JOB_ID}
              case $(scontrol show job "$task" --oneliner 2>/dev/null) in
                *JobState=RUNNING*) scontrol requeue "$task" ;;
              esac
            fi
            exit "$code"

            """);
        return JobScript.Of("#!/bin/bash\n", script.ToString());
    }

    private static IEnumerable<(string Option, string? Value)> Options(ArrayJob job, string logs)
    {
        yield return ("job-name", job.Name);
        yield return ("array", $"0-{job.Tasks - 1}{(job.Throttle is { } most ? $"%{most}" : "")}");
        (string Option, string? Value)[] given =
        [
            ("cpus-per-task", job.Cpus?.ToString()), ("gres", job.Gpus is { } gpus ? $"gpu:{gpus}" : null), ("mem", job.Memory),
            ("time", job.Time), ("partition", job.Partition), ("account", job.Account),
        ];
        foreach (var option in given.Where(option => option.Value is not null))
            yield return option;
        yield return ("requeue", null);
        yield return ("open-mode", "append");
        yield return ("signal", $"B:USR1@{job.Grace}");
        yield return ("output", $"{Path(logs).Replace("%", "%%")}/%A_%a.log");
    }

    /// <summary>With '/' between folders on every system: a backslash escapes the letter behind it.</summary>
    public static string Path(string path) => path.Replace(System.IO.Path.DirectorySeparatorChar, '/');
}

/// <summary>Quotes a value in a line of #SBATCH, which sbatch reads by rules of its own: a backslash escapes within quotes too.</summary>
internal static class SbatchWord
{
    public static string Quoted(string word) =>
        word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_=./:,+@%".Contains(letter))
            ? word
            : $"\"{word.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
}

/// <summary>Hands a batch script to Slurm.</summary>
internal static class Scheduler
{
    /// <returns>The output of sbatch, e.g. <c>Submitted batch job 7</c>.</returns>
    /// <exception cref="UserErrorException">There is no sbatch, or it refused the script.</exception>
    /// <exception cref="OperationCanceledException">Stopped while sbatch waited, e.g. for a controller that does not answer.</exception>
    public static string Submit(string script, CancellationToken cancellation)
    {
        try
        {
            var sbatch = new OutsideProgram("sbatch", script).Run(cancellation);
            return sbatch.ExitCode == 0
                ? sbatch.Output.Trim()
                : throw new UserErrorException($"sbatch refused {script}: {sbatch.Errors.Trim()}");
        }
        catch (Win32Exception cause)
        {
            throw new UserErrorException(
                $"there is no sbatch here ({cause.Message}); {script} is written, submit it where Slurm is", cause);
        }
    }
}
