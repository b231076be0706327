using Engine;
using Harness.Claims;

if (args.Length != 2)
{
    Console.Error.WriteLine("needed are two folders: where `engine run --out RUNS/NAME` left the experiments, and the experiments' specs. The page goes to stdout.");
    return 2;
}

try
{
    Console.Out.Write(ResultsPage.Of(Experiment.ReadAll(args[0], args[1])));
    return 0;
}
catch (UserErrorException mistake)
{
    Console.Error.WriteLine(mistake.Message);
    return 1;
}
