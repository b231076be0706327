using Engine.Data;

namespace Testing.Training;

/// <summary>Features that ask for an end when so many samples have been read.</summary>
internal sealed class CountedFeatures(Features features, int limit, CancellationTokenSource stop)
    : Features(features.Samples, features.Inputs)
{
    private int _reads;

    public override void Read(int row, Span<float> destination)
    {
        features.Read(row, destination);
        if (Interlocked.Increment(ref _reads) > limit)
            stop.Cancel();
    }

    public override Features Slice(int first, int count) => features.Slice(first, count);
}
