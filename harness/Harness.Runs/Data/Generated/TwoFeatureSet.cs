using Engine.Data;
using Engine.Randomness;

namespace Harness.Data;

/// <summary>Two features: 1,000 training and 1,000 test points, two classes in turn (0 = red, 1 = blue).</summary>
/// <remarks>Point number i is drawn from a random stream of its own, so that it depends on nothing but the set's seed and i.</remarks>
public abstract class TwoFeatureSet : GeneratedSet
{
    public const int TrainSamples = 1000;
    public const int TestSamples = 1000;

    private const int Classes = 2;
    private const int Inputs = 2;

    /// <summary>The formula of a point with all its constants.</summary>
    protected abstract string Formula { get; }

    protected abstract ulong Seed { get; }

    protected override string Definition => $"{Name}: {Formula}; float64 rounded to float32; class = i mod {Classes}; Philox 4x32-10, seed {Seed}, purpose {(int)RandomPurpose.DataGeneration}, index i; train 0..{TrainSamples - 1}, test {TrainSamples}..{TrainSamples + TestSamples - 1}";

    public override DataSet Generate() =>
        new(Name, Draw(0, TrainSamples), Draw(TrainSamples, TestSamples), Channels: 1, Sha256, TrainSamples / DataSetLoader.ValidationShare);

    /// <summary>Draws a point of class <paramref name="label"/>.</summary>
    protected abstract (double X1, double X2) Point(int label, RandomStream random);

    private LabelledData Draw(int first, int count)
    {
        var values = new float[count * Inputs];
        var labels = new byte[count];
        for (var i = 0; i < count; i++)
        {
            var label = (first + i) % Classes;
            var (x1, x2) = Point(label, new RandomStream(Seed, RandomPurpose.DataGeneration, (ulong)(first + i)));
            (values[Inputs * i], values[Inputs * i + 1], labels[i]) = ((float)x1, (float)x2, (byte)label);
        }

        return new LabelledData(new FloatFeatures(values, count, Inputs), labels, Classes);
    }
}
