using Engine;
using Engine.Data;
using Engine.Randomness;

namespace Harness.Runs.Data;

/// <summary>Parts samples that come as one into those for training, validation and testing.</summary>
internal static class SplitDraw
{
    /// <summary>The seed is no run's: a split is the same for all.</summary>
    private const ulong Seed = 0;

    /// <summary>All samples are put in a random order (Philox, seed 0); of each class the first <paramref name="share"/> of its samples in
    /// that order, to the nearest whole number and at least one, are for testing, the others for training, in that order too.</summary>
    /// <exception cref="UserErrorException">A class has a single sample, or none would be left for training.</exception>
    public static (RawPart Train, RawPart Test) ByShare(Features features, RawLabels labels, double share)
    {
        var classes = ClassMap.Of([labels]);
        var label = classes.Classes(labels);
        var testing = new int[classes.Count];
        foreach (var (index, count) in label.CountBy(sample => sample))
        {
            testing[index] = Math.Clamp((int)Math.Round(share * count, MidpointRounding.AwayFromZero), 1, Math.Max(1, count - 1));
            if (count < 2)
                throw new UserErrorException($"{labels.Where}: class {NameOf(classes, index)} has one sample, and a split needs two of "
                    + "each: one for training and one for testing. Leave it out, or say yourself which samples are for testing.");
        }
        var (train, test) = (new List<int>(), new List<int>());
        foreach (var sample in new RandomStream(Seed, RandomPurpose.DataGeneration).Permutation(labels.Count))
            (testing[label[sample]]-- > 0 ? test : train).Add(sample);
        return (Of(features, labels, [.. train]), Of(features, labels, [.. test]));
    }

    /// <summary>By what the data say of each sample: train, validation or test, or 0, 1 or 2. Samples keep their order.</summary>
    /// <exception cref="UserErrorException">There is another word, or no sample for training or for testing.</exception>
    public static (RawPart Train, RawPart? Validation, RawPart Test) ByWord(Features features, RawLabels labels, RawLabels splits)
    {
        if (splits.Count != labels.Count)
            throw new UserErrorException($"{splits.Where} has {splits.Count} entries for {labels.Count} samples: one is needed for each.");
        var rows = new[] { new List<int>(), new List<int>(), new List<int>() };
        for (var sample = 0; sample < labels.Count; sample++)
            rows[Part(splits, sample)].Add(sample);
        for (var part = 0; part < rows.Length; part += 2)
            if (rows[part].Count == 0)
                throw new UserErrorException($"{splits.Where} gives no sample to {(part == 0 ? "train" : "test")}: samples for training "
                    + "and for testing are needed (train or 0, test or 2).");
        return (
            Of(features, labels, [.. rows[0]]), rows[1].Count == 0 ? null : Of(features, labels, [.. rows[1]]),
            Of(features, labels, [.. rows[2]]));
    }

    private static int Part(RawLabels splits, int sample)
    {
        var word = splits.Texts is { } texts ? texts[sample] : "";
        var number = splits.Numbers?[sample] ?? Array.IndexOf(["train", "validation", "test"], word);
        return number is >= 0 and <= 2
            ? (int)number
            : throw new UserErrorException($"{splits.Where}: row {sample} is {(splits.Texts is null ? $"{number}" : $"\"{word}\"")}; "
                + "needed is train, validation or test, or 0, 1 or 2.");
    }

    private static RawPart Of(Features features, RawLabels labels, int[] rows) =>
        new(new PickedFeatures(features, rows), labels.Of(rows));

    private static string NameOf(ClassMap classes, int index) => classes.Names.IsEmpty ? $"{index}" : classes.Names[index];
}
