using Engine.Tables;
using Parquet;
using Parquet.Schema;

namespace Harness.ParquetNet.Reading;

/// <summary>Reads values that Parquet.Net gives as <typeparamref name="TStored"/> and a table holds as <typeparamref name="TValue"/>.</summary>
/// <param name="nothing">What stands at a null.</param>
internal sealed class ColumnReader<TStored, TValue>(DataField field, ColumnKind kind, Func<TStored, TValue> convert, TValue nothing)
    : ColumnReader(field, kind)
    where TStored : struct
{
    private TValue[] _values = [];
    private bool[]? _present;
    private int _filled;

    public override ColumnValues Values => new(_values, _present);

    public override void Allocate(int rows) => _values = new TValue[rows];

    public override async Task ReadAsync(ParquetRowGroupReader group)
    {
        var rows = (int)group.RowCount;
        var stored = new TStored[rows];
        var levels = Field.IsNullable ? new int[rows] : null;
        await group.ReadRawAsync<TStored>(Field, stored, levels?.AsMemory(), null);
        if (levels is null || !levels.Contains(0))
            Fill(stored);
        else
            Fill(stored, levels);
        _filled += rows;
    }

    private void Fill(TStored[] stored)
    {
        for (var i = 0; i < stored.Length; i++)
            _values[_filled + i] = convert(stored[i]);
    }

    private void Fill(TStored[] stored, int[] levels)
    {
        _present ??= AllPresent();
        var next = 0;
        for (var i = 0; i < levels.Length; i++)
        {
            _present[_filled + i] = levels[i] != 0;
            _values[_filled + i] = levels[i] != 0 ? convert(stored[next++]) : nothing;
        }
    }

    private bool[] AllPresent()
    {
        var present = new bool[_values.Length];
        Array.Fill(present, true);
        return present;
    }
}
