using Engine.Numerics;

namespace Engine.Simd;

/// <summary>Splits matrix products over a team of threads, without allocating.</summary>
internal sealed class TeamProduct
{
    /// <summary>Multiply-adds below which splitting costs more than it gains.</summary>
    private const long WorthSplitting = 100_000;

    /// <summary>As so many multiply-adds counts what one sum takes besides.</summary>
    private const long AroundSum = 16;

    /// <summary>Rows of a part are a multiple of it: tiles of six and four rows fill those well.</summary>
    private const int RowUnit = 2;

    /// <summary>With fewer rows for each thread, columns are split instead.</summary>
    private const int FewRows = 12;

    private readonly WorkerTeam _team;
    private readonly VectorWidth _width;
    private readonly Action<int> _part;
    private readonly Action<int> _finishPart;
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
        (_part, _finishPart) = (RunPart, FinishPart);
    }

    /// <summary>Computes all rows and columns.</summary>
    /// <param name="finish">Called for all rows in some ranges (first, count), by the threads that computed them where rows are split:
    /// what follows row by row.</param>
    /// <param name="together">Rows of such a range, at most, where rows are split.</param>
    public void Run(in ProductArguments product, int rows, Action<int, int>? finish = null, int together = int.MaxValue)
    {
        var panels = Panels.Count(product.Columns);
        (_product, _rows, _panels, _finish) = (product, rows, panels, finish);
        _together = finish is null ? rows : Math.Max(together / RowUnit, 1) * RowUnit;
        if (_team.Size == 1 || (long)rows * product.Columns * (product.Depth + AroundSum) < WorthSplitting)
        {
            Rows(0, rows);
            return;
        }
        _byRows = rows >= FewRows * _team.Size;
        _parts = Math.Min(_team.Size, _byRows ? rows : panels);
        _team.Run(_parts, _part);
        if (!_byRows && finish is not null)
            _team.Run(_team.Size, _finishPart);
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

    /// <summary>Finishes a thread's share of the rows, where columns were split.</summary>
    private void FinishPart(int part)
    {
        var (first, end) = (_rows * part / _team.Size, _rows * (part + 1) / _team.Size);
        if (end > first)
            _finish!(first, end - first);
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
