using Engine.Data;
using Engine.Randomness;

namespace Testing.Analysis;

/// <summary>Normal features and labels that are independent of them; a quarter of the features is exactly 0, as the background of an
/// image.</summary>
internal static class RandomData
{
    public static LabelledData Create(int samples, int inputs, int classes, ulong seed)
    {
        var random = new RandomStream(seed, RandomPurpose.DataGeneration);
        var values = new float[samples * inputs];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.NextInt(4) == 0 ? 0 : (float)random.NextNormal();
        return With(values, samples, inputs, classes, seed);
    }

    public static LabelledData With(float[] values, int samples, int inputs, int classes, ulong seed) =>
        new(new FloatFeatures(values, samples, inputs), Labels(samples, classes, seed), classes);

    public static byte[] Labels(int samples, int classes, ulong seed)
    {
        var random = new RandomStream(seed, RandomPurpose.DataGeneration, 1);
        return [.. Enumerable.Range(0, samples).Select(_ => (byte)random.NextInt(classes))];
    }
}
