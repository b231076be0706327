using System.Globalization;
using Engine;

namespace Harness.Runs.Data;

/// <summary>A folder of the user's own, in the layout of a known set but with any content.</summary>
internal static class UserFolder
{
    private const int MostTried = 99;

    private static readonly string[] IdxFiles =
        ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    /// <param name="files">Names of training images and labels, test images and labels; null for MNIST's.</param>
    /// <exception cref="UserErrorException">The folder or one of its files is missing.</exception>
    public static LocatedSet FindIdx(string folder, string[]? files = null) =>
        Find(folder, "idx", FileFormat.Idx, classes: null, files ?? IdxFiles);

    /// <summary>CIFAR-100's binary version.</summary>
    /// <exception cref="UserErrorException">The folder or one of its files is missing.</exception>
    public static LocatedSet FindCifar100(string folder, int classes) =>
        Find(folder, "cifar", FileFormat.Cifar, classes, ["train.bin", "test.bin"]);

    /// <summary>Batches are numbered from 1 without a gap: as many as the highest number that is there.</summary>
    /// <exception cref="UserErrorException">The folder or one of its files is missing.</exception>
    public static LocatedSet FindCifar(string folder)
    {
        var numbers = BatchNumbers(folder);
        // Without any, the first one is what the message asks for.
        var last = numbers.Count == 0 ? 1 : numbers.Max;
        if (numbers.Count > 0 && numbers.Count < last)
        {
            var missing = Enumerable.Range(1, last).First(number => !numbers.Contains(number));
            throw new UserErrorException($"dataset cifar: {folder}: {Batch(missing)} is missing, {Batch(last)} is there: batches are "
                + "numbered from 1 without a gap. Put it back, or rename those after it.");
        }

        return Find(folder, "cifar", FileFormat.Cifar, classes: 10, [.. Enumerable.Range(1, last).Select(Batch), "test_batch.bin"]);
    }

    private static SortedSet<int> BatchNumbers(string folder)
    {
        if (!Directory.Exists(folder))
            return [];
        // The number is read back from the name it makes, so that data_batch_01.bin is no batch.
        var names = BatchNames(folder);
        var numbers = names.Select(name => name.Split('_', '.')[2])
            .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);
        return [.. numbers.Where(number => number > 0 && new CatalogueFile(Batch(number)).FileNames.Any(names.Contains))];
    }

    /// <summary>Of a folder that may be searched and not listed those up to <see cref="MostTried"/>.</summary>
    private static string[] BatchNames(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "data_batch_*").Select(path => Path.GetFileName(path))];
        }
        catch (UnauthorizedAccessException)
        {
            return [.. Enumerable.Range(1, MostTried).SelectMany(number => new CatalogueFile(Batch(number)).FileNames)
                .Where(name => File.Exists(Path.Combine(folder, name)))];
        }
    }

    private static string Batch(int number) => string.Create(CultureInfo.InvariantCulture, $"data_batch_{number}.bin");

    private static LocatedSet Find(string folder, string kind, FileFormat format, int? classes, string[] files)
    {
        var name = $"{kind}:{Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))}";
        var entry = new DataSetEntry(name, name, "", format, classes, [], [], [.. files.Select(file => new CatalogueFile(file))]);
        var answer = FolderSearch.Find($"dataset {kind}:", folder, entry, SourceKind.Folder);
        return answer.Found ?? throw new UserErrorException($"{answer.Reason}. Needed are {string.Join(", ", files)} (plain or .gz).");
    }
}
