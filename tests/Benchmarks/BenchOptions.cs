using System.Globalization;
using Benchmarks.Suites;
using Kernels.Ilgpu;

namespace Benchmarks;

/// <summary>The options of the command line.</summary>
/// <param name="Suites">Names of suites, in the order they run.</param>
/// <param name="Data">The folder of data files, as the engine's <c>--data</c>; null for where the engine looks by itself.</param>
/// <param name="Repeats">Measurements of each quantity; the median is reported.</param>
/// <param name="Threads">Threads of the engine, and the most that a baseline may use.</param>
/// <param name="Output">The JSON file.</param>
internal sealed record BenchOptions(IReadOnlyList<string> Suites, string? Data, int Repeats, int Threads, string Output)
{
    /// <summary>The device of ILGPU's that the suites of GPUs time.</summary>
    public string Device { get; private init; } = "ilgpu-cuda";

    /// <summary>The one data set of the suites of GPUs; null for those of their own choice.</summary>
    public string? Set { get; private init; }

    /// <summary>Where trained networks are kept; null for artifacts/bench.</summary>
    public string? Networks { get; private init; }

    /// <summary>How long networks are trained.</summary>
    public int Epochs { get; private init; } = 20;

    /// <summary>The most images that the suites of GPUs take of each split, so that a slow device can be tried; null for all.</summary>
    public int? Images { get; private init; }

    /// <summary>The most orders of each scope that the suites of GPUs ablate; null for all.</summary>
    public int? Orders { get; private init; }

    /// <summary>So many images, or as many as are asked for.</summary>
    public int Most(int images) => Math.Min(images, Images ?? images);

    private const int LeastRepeats = 5;

    public static string Usage =>
        $"bench [{string.Join('|', SuiteTable.Names)}|{SuiteTable.Gpu}|all] [--data FOLDER] [--repeats N] [--threads N] [--json FILE] "
        + "[--device ilgpu-DEVICE] [--set NAME] [--networks FOLDER] [--epochs N] [--images N] [--orders N]";

    /// <exception cref="UserErrorException">An argument is none of those, or its value is none.</exception>
    public static BenchOptions Parse(IReadOnlyList<string> arguments)
    {
        var suites = new List<string>();
        string? data = null, output = null, device = null, set = null, networks = null;
        int? images = null, orders = null;
        var (repeats, threads, epochs) = (LeastRepeats, Environment.ProcessorCount, 20);
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--data":
                    data = Value(arguments, ref i);
                    break;
                case "--json":
                    output = Value(arguments, ref i);
                    break;
                case "--repeats":
                    repeats = Number(arguments, ref i);
                    break;
                case "--threads":
                    threads = Number(arguments, ref i);
                    break;
                case "--device":
                    device = Value(arguments, ref i);
                    if (IlgpuDevices.Find(device, null) is null)
                        throw new UserErrorException($"bench: --device {device}: one of ILGPU's is needed, e.g. ilgpu-cuda or ilgpu-cpu");
                    break;
                case "--set":
                    set = Value(arguments, ref i);
                    break;
                case "--networks":
                    networks = Value(arguments, ref i);
                    break;
                case "--epochs":
                    epochs = Number(arguments, ref i);
                    break;
                case "--images":
                    images = Number(arguments, ref i);
                    break;
                case "--orders":
                    orders = Number(arguments, ref i);
                    break;
                case SuiteTable.Gpu:
                    suites.AddRange(SuiteTable.Names.Where(name => name.StartsWith(SuiteTable.Gpu, StringComparison.Ordinal)));
                    break;
                case "all":
                    suites.AddRange(SuiteTable.Names);
                    break;
                case var name when SuiteTable.Names.Contains(name):
                    suites.Add(name);
                    break;
                default:
                    throw new UserErrorException($"bench: {arguments[i]} is not known; usage: {Usage}");
            }
        }
        output ??= Path.Combine(Testing.RepositoryRoot.Path, "artifacts", "bench", "results.json");
        return new BenchOptions(suites.Count > 0 ? [.. suites.Distinct()] : SuiteTable.Names, data, repeats, threads, output)
        {
            Device = device ?? "ilgpu-cuda",
            Set = set,
            Networks = networks,
            Epochs = epochs,
            Images = images,
            Orders = orders,
        };
    }

    private static string Value(IReadOnlyList<string> arguments, ref int i) =>
        i + 1 < arguments.Count ? arguments[++i] : throw new UserErrorException($"bench: {arguments[i]} needs a value; usage: {Usage}");

    private static int Number(IReadOnlyList<string> arguments, ref int i)
    {
        var name = arguments[i];
        var text = Value(arguments, ref i);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new UserErrorException($"bench: {name} {text}: a whole number above 0 is needed");
    }
}
