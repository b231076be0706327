using Engine.Data;
using Engine.Randomness;

namespace Testing.Training;

/// <summary>Small images of digits' shape: 16 levels, some pixels always 0, classes that can be learnt.</summary>
internal static class RandomData
{
    public static LabelledData Labelled(int samples, int inputs, int classes, ulong seed = 1)
    {
        var random = new RandomStream(seed, RandomPurpose.DataGeneration);
        var labels = new byte[samples];
        var values = new float[samples * inputs];
        for (var s = 0; s < samples; s++)
        {
            labels[s] = (byte)random.NextInt(classes);
            for (var i = 0; i < inputs; i++)
                values[(s * inputs) + i] = Pixel(random.NextInt(12), i, labels[s]);
        }
        return new LabelledData(new FloatFeatures(values, samples, inputs), labels, classes);
    }

    public static DataSplits Splits(int train, int inputs, int classes, int validation = 5, int test = 7) =>
        new(Labelled(train, inputs, classes), Labelled(validation, inputs, classes, 2), Labelled(test, inputs, classes, 3));

    private static float Pixel(int noise, int input, int label) => input % 7 == 6 ? 0 : (noise + ((input + label) % 3 == 0 ? 4 : 0)) / 16f;
}
