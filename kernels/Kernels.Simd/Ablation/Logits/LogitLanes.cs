using Engine.Networks;
using Engine.Numerics;

namespace Kernels.Simd.Ablation.Logits;

/// <summary>The end of the network for some samples of a block: logits and what they say, two vectors of samples in the lanes.</summary>
internal sealed unsafe class LogitLanes<TLanes, TVector> : IDisposable
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    private readonly Activation _activation;
    private readonly int _classes;
    private readonly BlockScores _scores;
    private readonly AlignedBuffer _memory;
    private readonly float* _outputs;
    private readonly float* _logits;
    private readonly float* _results;

    /// <param name="scores">Written.</param>
    public LogitLanes(NetworkShape shape, BlockScores scores)
    {
        (_activation, _classes, _scores) = (shape.ActivationOf(shape.Layers - 1), shape.Classes, scores);
        var units = shape.Width(shape.Layers - 1);
        var rows = units + _classes + (2 * RowLanes.Columns) + LaneScore<TLanes, TVector>.Rows;
        _memory = new AlignedBuffer((long)rows * Width);
        _outputs = _memory.Pointer;
        _logits = _outputs + ((long)(units + RowLanes.Columns) * Width);
        _results = _logits + ((long)(_classes + RowLanes.Columns) * Width);
    }

    /// <summary>Samples of a group.</summary>
    private static int Width => 2 * TLanes.Count;

    /// <summary>Scores samples from the pre-activations of the last hidden layer.</summary>
    /// <param name="units">How many of its units are there, the first ones.</param>
    /// <param name="logits">Written, unless null: the samples' rows.</param>
    public void Multiply(RowMatrix sums, int units, Transition outgoing, SampleList samples, RowMatrix? logits)
    {
        for (var first = 0; first < samples.Count; first += Width)
        {
            var rows = samples.Rows + first;
            if (_activation == Activation.Relu)
            {
                RowLanes.GatherRelu(sums.Pointer, sums.Stride, rows, Width, units, _outputs);
            }
            else
            {
                RowLanes.Gather(sums.Pointer, sums.Stride, rows, Width, units, _outputs);
                ActivationKernel<TLanes, TVector>.Apply(_activation, _outputs, units * Width);
            }
            LogitKernel<TLanes, TVector>.Run(_outputs, outgoing.Weights, outgoing.PanelLength, units, outgoing.Bias, _classes, _logits);
            Score(samples, first);
            if (logits is not null)
                Keep(rows, Math.Min(Width, samples.Count - first), logits);
        }
    }

    /// <summary>Scores samples from their logits.</summary>
    public void Read(RowMatrix logits, SampleList samples)
    {
        for (var first = 0; first < samples.Count; first += Width)
        {
            RowLanes.Gather(logits.Pointer, logits.Stride, samples.Rows + first, Width, _classes, _logits);
            Score(samples, first);
        }
    }

    public void Dispose() => _memory.Dispose();

    private void Keep(int* rows, int count, RowMatrix logits)
    {
        for (var lane = 0; lane < count; lane++)
        {
            var row = logits.Row(rows[lane]);
            for (var c = 0; c < _classes; c++)
                row[c] = _logits[(c * Width) + lane];
        }
    }

    private void Score(SampleList samples, int first)
    {
        LaneScore<TLanes, TVector>.Run(_logits, _classes, samples.Labels + first, _results);
        var rows = samples.Rows + first;
        float* losses = _scores.Losses, verdicts = _scores.Verdicts, results = _results;
        var count = Math.Min(Width, samples.Count - first);
        for (var lane = 0; lane < count; lane++)
        {
            nint row = rows[lane];
            losses[row] = results[lane];
            verdicts[row] = results[Width + lane];
        }
    }
}
