using Engine;
using Engine.Data;
using Engine.Data.Files;

namespace Harness.Runs.Data;

/// <summary>Puts a data set together from CIFAR-10's binary batches: all files but the last are for training.</summary>
internal static class CifarSet
{
    private const float White = 255f;

    public static DataSet Read(SetReader reader)
    {
        var batches = reader.Set.Files.Count - 1;
        var train = ReadPart(reader, 0, batches);
        var test = ReadPart(reader, batches, 1);
        return new DataSet(
            reader.Set.Entry.Name, train, test, CifarReader.Channels, reader.Sha256(), train.Samples / DataSetLoader.ValidationShare);
    }

    private static LabelledData ReadPart(SetReader reader, int first, int files)
    {
        var records = Enumerable.Range(first, files).Select(file => Records(reader.Set.Files[file])).ToArray();
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
            start += reader.Read(first + i, file => ReadBatch(file, pixels, labels, from, count));
        }

        return new LabelledData(new ByteFeatures(pixels, (int)samples, CifarReader.Inputs, White), labels, CifarReader.Classes);
    }

    private static int ReadBatch(DataFile file, byte[] pixels, byte[] labels, int first, int count)
    {
        CifarReader.ReadBatch(file, pixels.AsSpan(first * CifarReader.Inputs, count * CifarReader.Inputs), labels.AsSpan(first, count));
        return count;
    }

    private static int Records(LocatedFile file)
    {
        if (file.Entry.Size is { } size)
            return (int)(size / CifarReader.RecordBytes);
        using var opened = file.Open();
        return CifarReader.Records(opened);
    }
}
