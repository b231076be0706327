namespace Harness.Cli;

internal static class Program
{
    private static int Main()
    {
        Console.WriteLine(typeof(Program).Assembly.GetName().Version);
        return 0;
    }
}
