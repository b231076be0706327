using Engine.Data;

namespace Engine.Tests.Simd;

/// <summary>Zeros that ask for an end when sample <paramref name="at"/> is read.</summary>
internal sealed class StoppingFeatures(int samples, int inputs, int at, CancellationTokenSource stop) : Features(samples, inputs)
{
    private int _reads;

    /// <summary>From any thread.</summary>
    public int Reads => _reads;

    public override void Read(int row, Span<float> destination)
    {
        Interlocked.Increment(ref _reads);
        destination.Clear();
        if (row == at)
            stop.Cancel();
    }

    public override Features Slice(int first, int count) => throw new NotSupportedException();
}
