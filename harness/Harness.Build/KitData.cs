using System.Text.Json;

namespace Harness.Build;

/// <summary>
/// The images that a kit carries: the test images of the first of CIFAR-10 and FashionMNIST that is here; else the digits, which are in the
/// program.
/// </summary>
/// <param name="Set">By the engine's name.</param>
/// <param name="Folder">Of its files; null for the digits.</param>
/// <param name="Environment">In which the engine finds it.</param>
internal sealed record KitData(string Set, string? Folder, IReadOnlyDictionary<string, string> Environment)
{
    private const string Cifar = "cifar-10";
    private const string Given = "ENGINE_DATA";

    // By set: each file that a kit has, and those that it stands in for.
    private static readonly Dictionary<string, (string File, string[] For)[]> Files = new()
    {
        [Cifar] = [("test_batch.bin", [.. Enumerable.Range(1, 5).Select(batch => $"data_batch_{batch}.bin")])],
        ["fashion-mnist"] =
        [
            ("t10k-images-idx3-ubyte", ["train-images-idx3-ubyte"]),
            ("t10k-labels-idx1-ubyte", ["train-labels-idx1-ubyte"]),
        ],
    };

    /// <summary>One line for the summary.</summary>
    public string Told => Folder is null
        ? "the digits that are shipped"
        : $"the test images of {Set}; they stand in for its training images too, so that times count and accuracies do not";

    /// <summary>Looks where the engine does; CIFAR-10 may also lie in the folder of ENGINE_DATA as .xz, and is unpacked.</summary>
    public static KitData Find(Workshop workshop)
    {
        var environment = new Dictionary<string, string>();
        if (System.Environment.GetEnvironmentVariable(Given) is { Length: > 0 } given && Packed(given) is { } packed)
        {
            environment[Given] = Path.Combine(workshop.Home.Kit, "data");
            Unpack(workshop, packed, Path.Combine(environment[Given], Cifar));
        }
        var list = workshop.Steps.Commands.Run(
            new Command(workshop.Home.EngineLauncher, ["data", "list", "--json"], workshop.Home.Root) { Environment = environment });
        if (!list.Succeeded)
            throw workshop.Steps.Failure("kit: engine data list", list);
        return Choose(list.Output, environment);
    }

    /// <param name="list">As <c>engine data list --json</c> prints it.</param>
    internal static KitData Choose(string list, IReadOnlyDictionary<string, string> environment)
    {
        using var sets = JsonDocument.Parse(list);
        var folders = sets.RootElement.EnumerateArray().ToDictionary(
            set => set.GetProperty("name").GetString()!, set => set.GetProperty("folder").GetString());
        return Files.Keys.Where(set => folders.GetValueOrDefault(set) is not null)
            .Select(set => new KitData(set, folders[set], environment)).FirstOrDefault() ?? new KitData("digits", null, environment);
    }

    /// <summary>Copies the test images, with a link to them for each file of training images.</summary>
    public void Lay(string into)
    {
        Directory.CreateDirectory(into);
        if (Folder is null)
            return;
        into = Directory.CreateDirectory(Path.Combine(into, Set)).FullName;
        foreach (var (name, others) in Files[Set])
        {
            var file = new[] { name, name + ".gz" }.Select(it => Path.Combine(Folder, it)).FirstOrDefault(File.Exists)
                ?? throw new StepFailedException($"kit: {Folder} has no {name}, nor {name}.gz");
            var suffix = Path.GetFileName(file)[name.Length..];
            File.Copy(file, Path.Combine(into, name + suffix));
            foreach (var other in others)
                File.CreateSymbolicLink(Path.Combine(into, other + suffix), name + suffix);
        }
    }

    /// <summary>The folder, of the one given and those in it, that has CIFAR-10 as .xz; null where none has.</summary>
    private static string? Packed(string given) => !Directory.Exists(given)
        ? null
        : Directory.EnumerateDirectories(given, "cifar-10*").Prepend(given)
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "test_batch.bin.xz")));

    private static void Unpack(Workshop workshop, string packed, string into)
    {
        Directory.CreateDirectory(into);
        foreach (var file in Directory.EnumerateFiles(packed, "*.bin.xz").Order(StringComparer.Ordinal))
        {
            var target = Path.Combine(into, Path.GetFileNameWithoutExtension(file));
            // Whole or not at all.
            if (!File.Exists(target))
                workshop.Steps.Run(
                    $"unpack {Path.GetFileName(target)}",
                    new Command("sh", ["-c", "xz -dc \"$1\" > \"$2.part\" && mv \"$2.part\" \"$2\"", "sh", file, target], into));
        }
    }
}
