namespace Kernels.Simd.Histograms;

/// <summary>Some samples in the order of their classes; of one class in the order in which they came.</summary>
internal sealed class ClassOrder(int classes)
{
    private readonly int[] _firsts = new int[classes + 1];
    private readonly int[] _next = new int[classes];
    private int[] _places = [];

    /// <summary>Each sample's place, <c>[samples]</c>.</summary>
    public ReadOnlySpan<int> Places => _places;

    /// <summary>A class's first place; for the number of classes, where the last one ends.</summary>
    public int First(int label) => _firsts[label];

    public void Sort(ReadOnlySpan<byte> labels)
    {
        if (_places.Length != labels.Length)
            _places = new int[labels.Length];
        _firsts.AsSpan().Clear();
        foreach (var label in labels)
            _firsts[label + 1]++;
        for (var label = 0; label < classes; label++)
            _firsts[label + 1] += _firsts[label];
        _firsts.AsSpan(0, classes).CopyTo(_next);
        for (var sample = 0; sample < labels.Length; sample++)
            _places[sample] = _next[labels[sample]]++;
    }
}
