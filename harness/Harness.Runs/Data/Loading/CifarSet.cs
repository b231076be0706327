using Engine;
using Engine.Data;
using Engine.Data.Files;

namespace Harness.Runs.Data;

/// <summary>Puts a data set together from CIFAR's binary batches: all files but the last are for training.</summary>
internal static class CifarSet
{
    private const float White = 255f;

    /// <param name="layout">Null for CIFAR-10's.</param>
    public static DataSet Read(SetReader reader, CifarLayout? layout = null)
    {
        var batches = reader.Set.Files.Count - 1;
        var train = ReadPart(reader, layout ?? CifarLayout.Ten, 0, batches);
        var test = ReadPart(reader, layout ?? CifarLayout.Ten, batches, 1);
        return new DataSet(
            reader.Set.Entry.Name, train, test, CifarReader.Channels, reader.Sha256(), train.Samples / DataSetLoader.ValidationShare);
    }

    private static LabelledData ReadPart(SetReader reader, CifarLayout layout, int first, int files)
    {
        var records = Enumerable.Range(first, files).Select(file => Records(reader.Set.Files[file], layout)).ToArray();
        var samples = records.Sum(count => (long)count);
        if (samples * CifarReader.Inputs > Array.MaxLength)
            throw new UserErrorException(
                $"{reader.Set.Folder} has {samples} images in {files} batches: at most {Array.MaxLength / CifarReader.Inputs} can be "
                    + "read.");
        // One array for all batches, filled batch by batch: nothing is held twice.
        var pixels = GC.AllocateUninitializedArray<byte>((int)samples * CifarReader.Inputs);
        var labels = new byte[samples];
        var start = 0;
        for (var i = 0; i < files; i++)
        {
            var (from, count) = (start, records[i]);
            start += reader.Read(first + i, file => ReadBatch(file, layout, pixels, labels, from, count));
        }

        return new LabelledData(new ByteFeatures(pixels, (int)samples, CifarReader.Inputs, White), labels, layout.Classes);
    }

    private static int ReadBatch(DataFile file, CifarLayout layout, byte[] pixels, byte[] labels, int first, int count)
    {
        CifarReader.ReadBatch(
            file, pixels.AsSpan(first * CifarReader.Inputs, count * CifarReader.Inputs), labels.AsSpan(first, count), layout);
        return count;
    }

    private static int Records(LocatedFile file, CifarLayout layout)
    {
        if (file.Entry.Size is { } size)
            return (int)(size / layout.RecordBytes);
        using var opened = file.Open();
        return CifarReader.Records(opened, layout);
    }
}
