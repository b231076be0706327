using Engine;
using Harness.Cli.Output;
using Harness.Runs.Storage;

namespace Harness.Cli;

/// <summary>The process's exit codes.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failure = 1;

    /// <summary>A mistake in the command line or the spec.</summary>
    public const int Usage = 2;

    /// <summary>Some runs failed; the others are complete.</summary>
    public const int SomeFailed = 3;

    /// <summary>Stopped by SIGTERM, SIGUSR1 or SIGHUP; <c>--resume</c> continues.</summary>
    public const int Resumable = 75;

    /// <summary>Stopped by the first Ctrl-C; finished work is saved.</summary>
    public const int Interrupted = 130;
}

/// <summary>
/// Turns an exception into a message and an exit code: the user's mistakes without a stack trace, the engine's own with their cause.
/// </summary>
internal static class Failures
{
    /// <summary>EMFILE, of Linux and macOS, which .NET passes on as it is.</summary>
    private const int TooManyOpenFiles = 24;

    /// <param name="verb">The command's name, e.g. <c>report</c>.</param>
    public static int Guard(string verb, Func<int> command, Interruption interruption, Terminal error)
    {
        try
        {
            return command();
        }
        catch (Exception stop) when (interruption.IsCauseOf(stop))
        {
            // Stopped before any work began that needs --resume.
            error.Line("stopped; the same command begins again");
            return interruption.ExitCode;
        }
        catch (Exception full) when (Alone(full) is not UserErrorException && Memory.RanOut(full))
        {
            error.Line($"error: {Memory.Text(verb)}");
            return ExitCode.Failure;
        }
        catch (Exception cause)
        {
            return End(Alone(cause), error);
        }
    }

    private static int End(Exception cause, Terminal error)
    {
        error.Line(cause switch
        {
            // .NET's own libraries may fail to load while a file is written or read, and are then no matter of that file.
            UserErrorException { InnerException: FileNotFoundException or FileLoadException } when PartNotLoaded(cause) is { } part =>
                NotLoaded(part),
            UserErrorException => $"error: {cause.Message}",
            _ when FileLimit.Text(cause) is { } limit => $"error: {limit}",
            UnauthorizedAccessException => $"error: {cause.Message} Change the rights of that path, or choose another.",
            IOException { HResult: TooManyOpenFiles } =>
                $"error: {cause.Message} The process may open too few: raise the limit (ulimit -n 1024), or use fewer --jobs.",
            _ when PartNotLoaded(cause) is { } part => NotLoaded(part),
            _ => $"internal error, please report it: {cause}",
        });
        return cause is UsageException ? ExitCode.Usage : ExitCode.Failure;
    }

    private static string NotLoaded(string part) =>
        $"error: {part} cannot be loaded. Either the process may open too few files (ulimit -n 1024 is enough), or a file of the engine or "
            + "of .NET is missing: build or install it again.";

    /// <summary>The library that .NET did not find or could not open, whatever was set up with it; null where that is not why.</summary>
    private static string? PartNotLoaded(Exception? cause) => cause switch
    {
        null => null,
        FileNotFoundException { FileName: { } name } when name.Contains(", Version=", StringComparison.Ordinal) => name.Split(',')[0],
        FileLoadException { FileName: { } name } => name.Split(',')[0],
        DllNotFoundException => cause.Message.Split('\'') is [_, var name, ..] ? name : "a library",
        _ => PartNotLoaded(cause.InnerException),
    };

    /// <summary>The exception of work that ran on several threads: the first one's.</summary>
    private static Exception Alone(Exception cause) =>
        cause is AggregateException several && several.Flatten().InnerExceptions is [var first, ..] ? first : cause;
}

/// <summary>The end of a verb for which there was not enough memory.</summary>
internal static class Memory
{
    /// <summary>Also in one of several threads, or while a type was set up.</summary>
    public static bool RanOut(Exception cause) => cause is OutOfMemoryException
        || (cause is AggregateException several ? several.InnerExceptions.Any(RanOut) : cause.InnerException is { } inner && RanOut(inner));

    public static string Text(string verb)
    {
        var takesLess = verb switch
        {
            "run" => "--jobs 1 and a smaller --memory take less",
            "analyze" => "--threads 1 and a smaller --memory take less",
            "export" => "--table T takes one table at a time, and --rows N, smaller, makes smaller files",
            "merge" => "what was copied is kept, and the same command goes on from there",
            _ => "nothing was changed",
        };
        if (MayOpenFewFiles())
            return $"memory ran out, as .NET says where a process may open too few files: raise the limit (ulimit -n 1024 is enough); "
                + $"{takesLess}.";
        return $"memory ran out: {AvailableMemory.Bytes >> 20} MiB may be used in all. Give the process more "
            + $"(DOTNET_GCHeapHardLimit, the limit of a container or job, a larger machine); {takesLess}.";
    }

    /// <summary>Whether the limit is so low that .NET gets no file for the memory of a thread or of code (Linux).</summary>
    private static bool MayOpenFewFiles()
    {
        const int Few = 256;
        try
        {
            // Max open files  SOFT  HARD  files
            return OperatingSystem.IsLinux()
                && File.ReadLines("/proc/self/limits").First(line => line.StartsWith("Max open files", StringComparison.Ordinal))
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, _, var soft, ..]
                && int.TryParse(soft, out var most) && most < Few;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            // Not even this one could be opened, or there is none.
            return cause is IOException and not FileNotFoundException and not DirectoryNotFoundException;
        }
    }
}
