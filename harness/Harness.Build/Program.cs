using Harness.Build.Arguments;
using Harness.Build.Processes;
using Harness.Build.Verbs;

namespace Harness.Build;

internal static class Program
{
    private const int Failure = 1;
    private const int UsersMistake = 2;

    private static int Main(string[] arguments)
    {
        try
        {
            return Run(InvocationParser.Parse(arguments, VerbTable.All));
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
        if (invocation.Help)
        {
            Console.Out.Write(Usage.Text(VerbTable.All));
            return 0;
        }

        using var commands = new CommandRunner();
        var steps = new Steps(invocation.Verb.OutputIsTheEngines ? Console.Error : Console.Out, commands);
        return invocation.Verb.Run(new Workshop(Home.Find(), steps, invocation));
    }
}
