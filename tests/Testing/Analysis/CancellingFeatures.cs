using Engine.Data;

namespace Testing.Analysis;

/// <summary>Features that cancel a token when a certain sample is read.</summary>
internal sealed class CancellingFeatures(Features inner, int at, CancellationTokenSource source) : Features(inner.Samples, inner.Inputs)
{
    public override void Read(int row, Span<float> destination)
    {
        if (row == at)
            source.Cancel();
        inner.Read(row, destination);
    }

    public override Features Slice(int first, int count) => throw new NotSupportedException();
}
