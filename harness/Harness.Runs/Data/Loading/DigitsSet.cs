using Engine.Data;
using Engine.Data.Files;

namespace Harness.Runs.Data;

/// <summary>The 8 x 8 digits: the first 1,437 images for training, the last 360 for testing.</summary>
internal static class DigitsSet
{
    private const int TestSamples = 360;

    public static DataSet Read(SetReader reader)
    {
        var (pixels, labels) = reader.Read(0, DigitsReader.Read);
        var features = new ByteFeatures(pixels, labels.Length, DigitsReader.Inputs, DigitsReader.Brightest);
        var all = new LabelledData(features, labels, DigitsReader.Classes);
        var kept = all.Samples - TestSamples;
        var train = all.Slice(0, kept);
        return new DataSet(
            reader.Set.Entry.Name, train, all.Slice(kept, TestSamples), Channels: 1, reader.Sha256(), kept / DataSetLoader.ValidationShare);
    }
}
