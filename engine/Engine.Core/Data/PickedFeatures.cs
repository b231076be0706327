namespace Engine.Data;

/// <summary>Chosen samples of other features, in any order and any number of times; nothing is copied.</summary>
public sealed class PickedFeatures : Features
{
    private readonly Features _source;
    private readonly ReadOnlyMemory<int> _rows;

    /// <param name="rows">Samples of <paramref name="source"/>.</param>
    public PickedFeatures(Features source, ReadOnlyMemory<int> rows) : base(rows.Length, Checked(source).Inputs)
    {
        foreach (var row in rows.Span)
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)source.Samples, nameof(rows));
        (_source, _rows) = (source, rows);
    }

    public override void Read(int row, Span<float> destination) => _source.Read(_rows.Span[row], destination);

    public override void Expect(int row) => _source.Expect(_rows.Span[row]);

    public override Features Slice(int first, int count) => new PickedFeatures(_source, _rows.Slice(first, count));

    private static Features Checked(Features source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source;
    }
}
