namespace Harness.Build;

internal static class Program
{
    private const int Failure = 1;
    private const int UsersMistake = 2;

    private static int Main(string[] arguments)
    {
        try
        {
            return Run(Invocation.Parse(arguments));
        }
        catch (UserMistakeException mistake)
        {
            Console.Error.WriteLine(mistake.Message);
            return UsersMistake;
        }
        catch (StepFailedException failure)
        {
            Console.Error.WriteLine(failure.Message);
            return Failure;
        }
        catch (InterruptedException interrupted)
        {
            Console.Error.WriteLine("interrupted");
            return interrupted.ExitCode;
        }
    }

    private static int Run(Invocation invocation)
    {
        if (invocation.Has(Options.Help))
        {
            Console.Out.Write(Verbs.Usage);
            return 0;
        }

        using var commands = new CommandRunner();
        var steps = new Steps(invocation.Verb.OutputIsTheEngines ? Console.Error : Console.Out, commands);
        return invocation.Verb.Run(new Workshop(Home.Find(), steps, invocation));
    }
}

/// <summary>All that a verb works with.</summary>
internal sealed record Workshop(Home Home, Steps Steps, Invocation Invocation)
{
    /// <summary>Whether this is a build server, where lock files bind and a missing witness is a failure.</summary>
    public static bool IsCI => Environment.GetEnvironmentVariable("CI") == "true";
}

/// <summary>The request cannot be carried out as it stands: the message goes to the user as it is, exit code 2.</summary>
internal sealed class UserMistakeException(string message) : Exception(message);

/// <summary>A step failed and its log has been shown: exit code 1.</summary>
internal sealed class StepFailedException(string message) : Exception(message);
