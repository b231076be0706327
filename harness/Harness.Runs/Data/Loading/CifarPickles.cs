using Engine;
using Engine.Data;
using Engine.Data.Files;
using Harness.Runs.Arrays;

namespace Harness.Runs.Data;

/// <summary>The Python versions of CIFAR-10 and CIFAR-100: pickled dicts of <c>data</c>, <c>[images, 3072]</c>, and labels.</summary>
internal sealed class CifarPickles(string folder, CifarVersion version, CifarLayout layout, Action<string> tell)
{
    private const float White = 255f;

    private bool IsHundred => version == CifarVersion.HundredPython;

    private string LabelKey => !IsHundred ? "labels" : layout.LabelAt == 0 ? "coarse_labels" : "fine_labels";

    /// <exception cref="UserErrorException">A file is missing, damaged or no batch.</exception>
    public DataSet Read(string name, CancellationToken cancellation)
    {
        var train = ReadPart(IsHundred ? ["train"] : Batches(), cancellation);
        var test = ReadPart([IsHundred ? "test" : "test_batch"], cancellation);
        var set = new BroughtSet(name, folder, CifarReader.Channels, $"UInt8 images of [3, 32, 32] divided by {White}, 3 channels");
        return set.Of(train, test, [.. Names()], layout.Classes, tell);
    }

    private string[] Batches()
    {
        string[] there = [.. Directory.EnumerateFiles(folder, "data_batch_*").Select(path => Path.GetFileName(path))
            .Where(file => int.TryParse(file["data_batch_".Length..], out _))];
        return [.. Enumerable.Range(1, Math.Max(1, there.Length)).Select(number => $"data_batch_{number}")];
    }

    private RawPart ReadPart(string[] files, CancellationToken cancellation)
    {
        var (pixels, labels) = (new List<byte[]>(), new List<long>());
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            var (path, batch) = Open(file);
            if (batch.Find("data") is not StoredArray { Kind: ElementKind.UInt8, Shape: [> 0, CifarReader.Inputs] } data)
                throw new UserErrorException($"{path}: is no batch of CIFAR: needed is data, an array of uint8, [images, "
                    + $"{CifarReader.Inputs}].");
            var before = labels.Count;
            labels.AddRange(Labels(path, batch));
            if (labels.Count - before != data.Rows)
                throw new UserErrorException($"{path}: has {labels.Count - before} labels for {data.Rows} images.");
            pixels.Add(FeatureReading.Of(data, $"{path}: data").ReadBytes((int)data.Rows, CifarReader.Inputs));
        }
        if ((long)labels.Count * CifarReader.Inputs > Array.MaxLength)
            throw new UserErrorException($"{folder}: {labels.Count} images are more than can be read: at most "
                + $"{Array.MaxLength / CifarReader.Inputs}.");
        return new RawPart(
            new ByteFeatures([.. pixels.SelectMany(batch => batch)], labels.Count, CifarReader.Inputs, White),
            new RawLabels($"{folder}: {LabelKey}", [.. labels], null));
    }

    private long[] Labels(string path, PickledDict batch)
    {
        var found = batch.Find(LabelKey) switch
        {
            List<object?> list when list.All(label => label is long) => list.Select(label => (long)label!).ToArray(),
            StoredArray array when array.Kind != ElementKind.Text => array.ReadIntegers(),
            _ => throw new UserErrorException($"{path}: has no {LabelKey}, a list of whole numbers."),
        };
        var wrong = Array.FindIndex(found, label => label < 0 || label >= layout.Classes);
        return wrong < 0
            ? found
            : throw new UserErrorException($"{path}: the label of image {wrong} is {found[wrong]}, needed is 0 to {layout.Classes - 1}.");
    }

    /// <summary>Of all classes, from the file that comes with the batches; none where it is missing.</summary>
    private string[] Names()
    {
        var file = IsHundred ? "meta" : "batches.meta";
        if (!File.Exists(Path.Combine(folder, file)))
            return [];
        var key = !IsHundred ? "label_names" : layout.LabelAt == 0 ? "coarse_label_names" : "fine_label_names";
        var names = Open(file).Pickle.Find(key) is List<object?> list ? list.Select(Pickle.TextOf).OfType<string>().ToArray() : [];
        return names.Length == layout.Classes ? names : [];
    }

    private (string Path, PickledDict Pickle) Open(string file)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
            throw new UserErrorException($"dataset cifar: {folder}: {file} is missing. Unpack the archive again.");
        return Pickle.Read(path) is PickledDict batch
            ? (path, batch)
            : throw new UserErrorException($"{path}: is no batch of CIFAR: it holds no dict.");
    }
}
