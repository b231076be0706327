using Engine.Data;
using Engine.Data.Files;

namespace Testing;

/// <summary>The digits of the repository, as <c>dataset: digits</c> has them.</summary>
internal static class ShippedDigits
{
    private const int Train = 1437, Test = 360;

    /// <summary>All 1,797.</summary>
    public static LabelledData Read()
    {
        using var file = DataFile.Open(Path.Combine(RepositoryRoot.Path, "data", "digits", "digits.csv.gz"));
        var (pixels, labels) = DigitsReader.Read(file);
        return new LabelledData(
            new ByteFeatures(pixels, labels.Length, DigitsReader.Inputs, DigitsReader.Brightest), labels, DigitsReader.Classes);
    }

    public static LabelledData ReadTest() => Read().Slice(Train, Test);

    /// <summary>To train on all that is no test.</summary>
    public static DataSplits ReadSplits()
    {
        var all = Read();
        return new DataSplits(all.Slice(0, Train), all.Slice(0, 0), all.Slice(Train, Test));
    }
}
