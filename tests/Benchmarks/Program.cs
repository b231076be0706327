
namespace Benchmarks;

internal static class Program
{
    private const int Usage = 2;

    public static int Main(string[] arguments)
    {
        try
        {
            var options = BenchOptions.Parse(arguments);
            return new BenchRun(options, Console.Out, Console.Error).Run();
        }
        catch (UserErrorException error)
        {
            Console.Error.WriteLine(error.Message);
            return Usage;
        }
    }
}
