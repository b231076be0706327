using Engine.Numerics;

namespace Engine.InformationPlane;

/// <summary>Samples sorted by class, as rows and as panels of 16 samples: <c>[panels, neurons, 16]</c>,
/// each class beginning a panel of its own.</summary>
internal sealed unsafe class ClassPanels : IDisposable
{
    private readonly int[] _counts;
    private readonly int[] _firstPanels;
    private readonly byte[] _labels;
    private readonly AlignedBuffer _panels;
    private readonly AlignedBuffer _valid;

    public ClassPanels(RowMatrix outputs, ReadOnlySpan<byte> labels, int classes)
    {
        _counts = new int[classes];
        foreach (var label in labels)
            _counts[label]++;
        _firstPanels = new int[classes + 1];
        for (var y = 0; y < classes; y++)
            _firstPanels[y + 1] = _firstPanels[y] + Panels.Count(_counts[y]);
        _labels = new byte[labels.Length];
        Rows = new RowMatrix(outputs.Rows, outputs.Columns);
        _panels = new AlignedBuffer((long)_firstPanels[classes] * outputs.Columns * Panels.Width);
        _valid = new AlignedBuffer((long)_firstPanels[classes] * Panels.Width);
        Sort(outputs, labels);
    }

    public int Samples => _labels.Length;

    public int Neurons => Rows.Columns;

    public int Classes => _counts.Length;

    /// <summary>The samples in the order of their classes, <c>[samples, neurons]</c>.</summary>
    public RowMatrix Rows { get; }

    /// <summary>The class of a sorted sample.</summary>
    public byte Label(int sample) => _labels[sample];

    /// <summary>Samples of a class.</summary>
    public int Count(int label) => _counts[label];

    /// <summary>The class's panels are this one up to the next class's first.</summary>
    public int FirstPanel(int label) => _firstPanels[label];

    /// <summary><c>[neurons, 16]</c>.</summary>
    public float* Panel(int panel) => _panels.Pointer + ((long)panel * Neurons * Panels.Width);

    /// <summary><c>[16]</c>: 1 for a sample, 0 for padding.</summary>
    public float* Valid(int panel) => _valid.Pointer + ((long)panel * Panels.Width);

    public void Dispose()
    {
        Rows.Dispose();
        _panels.Dispose();
        _valid.Dispose();
    }

    private void Sort(RowMatrix outputs, ReadOnlySpan<byte> labels)
    {
        var next = 0;
        for (var y = 0; y < Classes; y++)
        {
            var first = next;
            for (var sample = 0; sample < labels.Length; sample++)
            {
                if (labels[sample] == y)
                    Place(outputs[sample], y, next - first, next++);
            }
        }
    }

    private void Place(ReadOnlySpan<float> values, int label, int inClass, int row)
    {
        _labels[row] = (byte)label;
        values.CopyTo(Rows[row]);
        var (panel, lane) = (_firstPanels[label] + (inClass / Panels.Width), inClass % Panels.Width);
        Valid(panel)[lane] = 1;
        var target = Panel(panel) + lane;
        for (var neuron = 0; neuron < values.Length; neuron++)
            target[neuron * Panels.Width] = values[neuron];
    }
}
