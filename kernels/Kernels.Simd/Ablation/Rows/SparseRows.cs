using Engine.Numerics;

namespace Kernels.Simd.Ablation.Rows;

/// <summary>Which of the rows of a matrix are worth a sparse product, and where those are not 0.</summary>
internal sealed unsafe class SparseRows<TLanes, TVector> : IDisposable
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>A sparse product costs about twice as much for each place: its weights come from the second-level cache, for one row at a
    /// time.</summary>
    private const int CostOfPlace = 2;

    /// <summary>Columns below which even a sparse row is faster in a tile with others.</summary>
    private const int LeastVectors = 8;

    /// <summary>Depth of a block of weights: with a tile's columns it fits the first-level cache while the rows pass.</summary>
    private const int DepthBlock = 64;

    private readonly int[] _sparse;
    private readonly int[] _first;
    private readonly int _stride;
    private readonly int[] _dense;
    private readonly AlignedBuffer _places;
    private int _sparseCount;
    private int _blocks;

    /// <param name="depth">The widest row.</param>
    public SparseRows(int rows, int depth)
    {
        _stride = (depth + DepthBlock - 1) / DepthBlock;
        (_sparse, _dense, _first) = (new int[rows], new int[rows], new int[(rows * _stride) + 1]);
        _places = new AlignedBuffer((long)rows * depth);
    }

    /// <summary>The rows that are not sparse, in their order.</summary>
    public ReadOnlySpan<int> Dense => _dense.AsSpan(0, DenseCount);

    public int DenseCount { get; private set; }

    private int* Places => (int*)_places.Pointer;

    /// <summary>Whether a product of so many columns gains from sparse rows at all.</summary>
    public static bool Pays(int panels) => SparseProduct<TLanes, TVector>.Vectors(panels) >= LeastVectors;

    /// <summary>Sorts rows of a matrix into sparse and dense ones.</summary>
    /// <param name="depth">Columns that count, the first ones.</param>
    public void Split(RowMatrix matrix, ReadOnlySpan<int> rows, int depth)
    {
        (_sparseCount, DenseCount) = (0, 0);
        foreach (var row in rows)
        {
            var begin = _sparseCount * _stride;
            var end = begin;
            for (var from = 0; from < depth; from += DepthBlock, end++)
            {
                var found = SparseProduct<TLanes, TVector>.FindNonZero(
                    matrix.Row(row), from, Math.Min(from + DepthBlock, depth), Places + _first[end]);
                _first[end + 1] = _first[end] + found;
            }
            if (CostOfPlace * (_first[end] - _first[begin]) >= depth)
            {
                _dense[DenseCount++] = row;
                continue;
            }
            // The blocks that the layer does not have hold nothing.
            _first.AsSpan(end, begin + _stride + 1 - end).Fill(_first[end]);
            _sparse[_sparseCount++] = row;
        }
        _blocks = (depth + DepthBlock - 1) / DepthBlock;
    }

    /// <summary>Sums of the sparse rows: tile by tile of columns, block by block of depth, row by row.</summary>
    public void Multiply(RowMatrix matrix, Transition transition, RowMatrix sums, int panels)
    {
        fixed (int* numbers = _sparse, firsts = _first)
        {
            var terms = new SparseTerms
            {
                Numbers = numbers,
                Rows = _sparseCount,
                Places = Places,
                Firsts = firsts,
                Blocks = _stride,
                Matrix = matrix.Pointer,
                MatrixStride = matrix.Stride,
                Weights = transition.Weights,
                PanelLength = transition.PanelLength,
                Bias = transition.Bias,
                Result = sums.Pointer,
                ResultStride = sums.Stride,
            };
            var vectors = SparseProduct<TLanes, TVector>.Vectors(panels);
            for (int first = 0, done = 0; first < vectors && _sparseCount > 0; first += done)
            {
                for (var block = 0; block < Math.Max(_blocks, 1); block++)
                    done = SparseProduct<TLanes, TVector>.Tile(terms, block, first, vectors);
            }
        }
    }

    public void Dispose() => _places.Dispose();
}
