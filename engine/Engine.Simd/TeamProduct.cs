using Engine.Numerics;

namespace Engine.Simd;

/// <summary>Splits matrix products over a team of threads, without allocating.</summary>
internal sealed class TeamProduct
{
    /// <summary>Multiply-adds below which splitting costs more than it gains, and as how many the rest of the work for one sum counts.</summary>
    private const long WorthSplitting = 100_000, AroundSum = 16;

    /// <summary>Rows of a part, that tiles fill well, and how many make it worth to split rows rather than columns.</summary>
    private const int RowUnit = 2, FewRows = 12;

    private readonly WorkerTeam _team;
    private readonly VectorWidth _width;
    private readonly Action<int> _part;
    private ProductArguments _product;
    private int _rows;
    private int _panels;
    private int _parts;
    private int _together;
    private bool _byRows;
    private Action<int, int>? _finish;

    public TeamProduct(WorkerTeam team, VectorWidth width)
    {
        _team = team;
        _width = width;
        _part = RunPart;
    }

    /// <summary>Computes all rows and columns.</summary>
    /// <param name="finish">Called for all rows in some ranges (first, count), by the threads that computed them: what follows row by row.</param>
    /// <param name="together">Rows of such a range, at most, where rows are split.</param>
    public void Run(in ProductArguments product, int rows, Action<int, int>? finish = null, int together = int.MaxValue)
    {
        var panels = Panels.Count(product.Columns);
        (_product, _rows, _panels, _finish) = (product, rows, panels, finish);
        _together = finish is null ? rows : Math.Max(together, RowUnit);
        if (_team.Size == 1 || (long)rows * product.Columns * (product.Depth + AroundSum) < WorthSplitting)
        {
            Rows(0, rows);
            return;
        }
        _byRows = rows >= FewRows * _team.Size;
        _parts = Math.Min(_team.Size, _byRows ? rows : panels);
        _team.Run(_parts, _part);
        if (!_byRows)
            finish?.Invoke(0, rows);
    }

    private void RunPart(int part)
    {
        if (_byRows)
        {
            var (first, count) = Share(part, _rows, RowUnit);
            Rows(first, first + count);
            return;
        }
        var (firstPanel, panels) = Share(part, _panels, 1);
        MatrixProduct.Run(_width, _product, 0, _rows, firstPanel, panels);
    }

    private void Rows(int first, int end)
    {
        for (int row = first, count; row < end; row += count)
        {
            count = Math.Min(_together, end - row);
            MatrixProduct.Run(_width, _product, row, count, 0, _panels);
            _finish?.Invoke(row, count);
        }
    }

    private (int First, int Count) Share(int part, int total, int unit)
    {
        var units = (total + unit - 1) / unit;
        var first = Math.Min(total, (int)((long)units * part / _parts) * unit);
        var end = Math.Min(total, (int)((long)units * (part + 1) / _parts) * unit);
        return (first, end - first);
    }
}
