using System.Runtime.Intrinsics;
using Engine.Ablation.Replacing;
using Engine.Ablation.Sets;
using Engine.Data;
using Engine.Inference;
using Engine.Numerics;

namespace Kernels.Simd.Ablation.Sets;

/// <summary>A block of samples with all layers of the intact network, and the same samples without one set of neurons. One thread at a
/// time.</summary>
/// <remarks>Where one neuron is removed, the next layer's pre-activations follow from the intact ones, see <see cref="SumsWithout"/>; where
/// several are, they are a product of the outputs that are left. Behind them only samples whose outputs differ from the intact ones are
/// followed.</remarks>
internal sealed unsafe class SetBlock : IDisposable
{
    private readonly PackedNetwork _network;
    private readonly VectorWidth _width;
    private readonly ForwardPass _pass;
    private readonly RowMatrix?[] _intactSums;
    private readonly RowMatrix?[] _replaced;
    private readonly RowMatrix[] _sums;
    private readonly RowMatrix[] _outputs;
    private readonly SumsWithout?[] _without;
    private readonly AlignedBuffer _scratch;
    private readonly int[] _rows;
    private readonly byte[] _labels;
    private readonly SampleScore[] _intact;
    private readonly SampleScore[] _scores;
    private int _count;
    private int _changed;

    /// <param name="sets">That will be removed.</param>
    /// <param name="capacity">Samples of a whole block.</param>
    public SetBlock(PackedNetwork network, IReadOnlyList<RemovedNeurons> sets, int capacity, VectorWidth width)
    {
        (_network, _width) = (network, width);
        var shape = network.Shape;
        _pass = new ForwardPass(network, capacity, width);
        _intactSums =
            [.. Enumerable.Range(0, shape.Layers + 1).Select(layer => layer >= 2 ? new RowMatrix(capacity, shape.Width(layer)) : null)];
        _replaced = [.. Enumerable.Range(0, shape.Layers).Select(layer => layer >= 1 ? new RowMatrix(capacity, shape.Width(layer)) : null)];
        _sums = [.. Enumerable.Range(0, shape.Layers + 1).Select(layer => new RowMatrix(layer >= 2 ? capacity : 0, shape.Width(layer)))];
        _outputs = [.. Enumerable.Range(0, shape.Layers).Select(layer => new RowMatrix(layer >= 1 ? capacity : 0, shape.Width(layer)))];
        var single = sets.Where(set => set.Count == 1).Select(set => set.FirstLayer).ToHashSet();
        _without =
        [
            .. Enumerable.Range(0, shape.Layers)
                .Select(layer => single.Contains(layer) ? new SumsWithout(network, layer, capacity) : null),
        ];
        _scratch = new AlignedBuffer(ScoreKernel<Lanes512, Vector512<float>>.Scratch(shape.Classes));
        _rows = new int[capacity];
        _labels = new byte[capacity];
        (_intact, _scores) = (new SampleScore[capacity], new SampleScore[capacity]);
    }

    private int Logits => _network.Layers;

    /// <summary>The scores of the intact network.</summary>
    public ReadOnlySpan<SampleScore> Intact => _intact.AsSpan(0, _count);

    /// <summary>The scores without the set that was removed last.</summary>
    public ReadOnlySpan<SampleScore> Scores => _scores.AsSpan(0, _count);

    public void Load(LabelledData data, Replacements replaced, int first, int count)
    {
        _count = count;
        _pass.Run(data.Features, first, count);
        data.Labels.AsSpan(first, count).CopyTo(_labels);
        Everyone();
        for (var layer = 1; layer < Logits; layer++)
        {
            for (var sample = 0; sample < count; sample++)
                replaced.Read(layer, first + sample, _replaced[layer]![sample]);
            Multiply(layer + 1, _pass.Output(layer), _intactSums[layer + 1]!);
            _without[layer]?.Load(_pass.Output(layer), count);
        }
        Score(_pass.Output(Logits), _intact);
    }

    /// <summary>Removes a set from the intact network.</summary>
    /// <returns>The changes that this makes.</returns>
    public SetSums Remove(RemovedNeurons set)
    {
        Intact.CopyTo(_scores);
        if (set.FirstLayer == 0)
            return default;
        var layer = set.FirstLayer;
        if (set.Count == 1)
            Update(layer, set.In(layer)[0]);
        else
            Leave(set);
        for (layer++; layer < Logits && (_changed > 0 || layer <= set.LastLayer); layer++)
        {
            Activate(layer, set.In(layer));
            Multiply(layer + 1, _outputs[layer], _sums[layer + 1]);
        }
        Score(_sums[Logits], _scores);
        return Differences();
    }

    public void Dispose()
    {
        _pass.Dispose();
        foreach (var matrix in _intactSums.Concat(_replaced).Concat(_sums).Concat(_outputs))
            matrix?.Dispose();
        foreach (var sums in _without)
            sums?.Dispose();
        _scratch.Dispose();
    }

    private void Everyone()
    {
        for (var sample = 0; sample < _count; sample++)
            _rows[sample] = sample;
        _changed = _count;
    }

    /// <summary>The sums after a single neuron, of the samples whose output it changes.</summary>
    private void Update(int layer, int neuron)
    {
        RowMatrix outputs = _pass.Output(layer), replaced = _replaced[layer]!, intact = _intactSums[layer + 1]!, sums = _sums[layer + 1];
        _changed = 0;
        for (var sample = 0; sample < _count; sample++)
        {
            float* own = outputs.Row(sample);
            var other = replaced.Row(sample)[neuron];
            if (other == own[neuron])
                continue;
            _rows[_changed++] = sample;
            _without[layer]!.Remove(neuron, sample, own, other, intact.Row(sample), sums.Row(sample));
        }
    }

    /// <summary>The outputs that a set leaves of its first layer, and the next layer's pre-activations.</summary>
    private void Leave(RemovedNeurons set)
    {
        var layer = set.FirstLayer;
        RowMatrix intact = _pass.Output(layer), outputs = _outputs[layer];
        Everyone();
        for (var sample = 0; sample < _count; sample++)
        {
            intact[sample].CopyTo(outputs[sample]);
            Replace(layer, set.In(layer), sample);
        }
        KeepChanged(layer);
        Multiply(layer + 1, outputs, _sums[layer + 1]);
    }

    private void Activate(int layer, ReadOnlySpan<int> removed)
    {
        RowMatrix sums = _sums[layer], outputs = _outputs[layer];
        // The neurons removed here change samples that nothing before has changed.
        if (removed.Length > 0)
            TakeAll(layer);
        for (var i = 0; i < _changed; i++)
        {
            sums[_rows[i]].CopyTo(outputs[_rows[i]]);
            Activations.Apply(_width, _network.Network.ActivationOf(layer), outputs.Row(_rows[i]), outputs.Columns);
            Replace(layer, removed, _rows[i]);
        }
        KeepChanged(layer);
    }

    /// <summary>Follows all samples again: those not followed have the intact pre-activations.</summary>
    private void TakeAll(int layer)
    {
        var next = 0;
        for (var sample = 0; sample < _count; sample++)
        {
            if (next < _changed && _rows[next] == sample)
                next++;
            else
                _intactSums[layer]![sample].CopyTo(_sums[layer][sample]);
        }
        Everyone();
    }

    private void Replace(int layer, ReadOnlySpan<int> removed, int sample)
    {
        float* outputs = _outputs[layer].Row(sample), replaced = _replaced[layer]!.Row(sample);
        foreach (var neuron in removed)
            outputs[neuron] = replaced[neuron];
    }

    /// <summary>A sample whose outputs are the intact ones is followed no further.</summary>
    private void KeepChanged(int layer)
    {
        RowMatrix intact = _pass.Output(layer), outputs = _outputs[layer];
        var kept = 0;
        for (var i = 0; i < _changed; i++)
        {
            var row = _rows[i];
            _rows[kept] = row;
            kept += outputs[row].SequenceEqual(intact[row]) ? 0 : 1;
        }
        _changed = kept;
    }

    private void Multiply(int layer, RowMatrix inputs, RowMatrix sums)
    {
        fixed (int* rows = _rows)
        {
            var product = ProductArguments.Rows(inputs, inputs.Columns, _network.Weights(layer - 1), sums, _network.Bias(layer - 1)) with
            {
                AIndex = rows,
                CIndex = rows,
            };
            MatrixProduct.Run(_width, product, 0, _changed, 0, Panels.Count(sums.Columns));
        }
    }

    private void Score(RowMatrix logits, SampleScore[] scores)
    {
        fixed (int* rows = _rows)
        fixed (byte* labels = _labels)
        fixed (SampleScore* score = scores)
            Scoring.Run(_width, logits.Pointer, logits.Stride, rows, _changed, logits.Columns, labels, score, _scratch.Pointer);
    }

    private SetSums Differences()
    {
        var (loss, correct, ties, changed) = (0.0, 0, 0, 0);
        for (var i = 0; i < _changed; i++)
        {
            SampleScore now = _scores[_rows[i]], before = _intact[_rows[i]];
            loss += (double)now.Loss - before.Loss;
            correct += (now.Correct ? 1 : 0) - (before.Correct ? 1 : 0);
            ties += (now.IsNearTie ? 1 : 0) - (before.IsNearTie ? 1 : 0);
            changed += now.Predicted == before.Predicted ? 0 : 1;
        }
        return new SetSums(loss, correct, ties, changed);
    }
}
