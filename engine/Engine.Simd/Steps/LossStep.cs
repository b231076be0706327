using Engine.Numerics;

namespace Engine.Simd.Steps;

/// <summary>Softmax and cross-entropy of a batch, and the errors they send back: (p - onehot) / rows.</summary>
/// <param name="labels">Of all training samples.</param>
internal sealed unsafe class LossStep<TLanes, TVector>(BatchWorkspace workspace, byte[] labels, int batch)
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    private readonly double[] _losses = new double[batch];
    private readonly bool[] _correct = new bool[batch];
    private ReadOnlyMemory<int> _samples;

    /// <param name="samples">Which training sample each row of the batch is.</param>
    public void Begin(ReadOnlyMemory<int> samples) => _samples = samples;

    /// <summary>Some rows, whose logits are known; threads may have different ones.</summary>
    public void Run(int first, int count)
    {
        RowMatrix logits = workspace.Outputs[^1], errors = workspace.Errors[^1];
        var samples = _samples.Span;
        for (var row = first; row < first + count; row++)
        {
            var label = labels[samples[row]];
            float* logit = logits.Row(row), error = errors.Row(row);
            var top = Highest(logit, logits.Columns);
            var sum = Exponentials(logit, error, logits.Columns, logit[top]);
            _losses[row] = Math.Log(sum) + logit[top] - logit[label];
            _correct[row] = top == label;
            Scale(error, logits.Columns, 1f / (sum * samples.Length));
            error[label] = FlushRule.Apply(error[label] - (1f / samples.Length));
        }
    }

    /// <summary>All rows, added in their order.</summary>
    public BatchLoss Sum()
    {
        var (loss, correct) = (0.0, 0);
        for (var row = 0; row < _samples.Length; row++)
        {
            loss += _losses[row];
            correct += _correct[row] ? 1 : 0;
        }
        return new BatchLoss(loss, correct);
    }

    /// <summary>The lowest class of the highest logit.</summary>
    private static int Highest(float* logits, int classes)
    {
        var top = 0;
        for (var c = 1; c < classes; c++)
            top = logits[c] > logits[top] ? c : top;
        return top;
    }

    /// <summary>Writes exp(logit - top) and returns its sum, added in the order of the classes.</summary>
    private static float Exponentials(float* logits, float* target, int classes, float top)
    {
        for (var c = 0; c < classes; c += TLanes.Count)
            TLanes.Store(TLanes.Exp(TLanes.Subtract(TLanes.Load(logits + c), TLanes.Create(top))), target + c);
        var sum = 0f;
        for (var c = 0; c < classes; c++)
            sum += target[c];
        return sum;
    }

    /// <summary>Scales and flushes the classes; the padding becomes zero, for it meets weights in the next product.</summary>
    private static void Scale(float* values, int classes, float factor)
    {
        for (var c = 0; c < classes; c++)
            values[c] = FlushRule.Apply(values[c] * factor);
        for (var c = classes; c < RowMatrix.StrideFor(classes); c++)
            values[c] = 0;
    }
}
