using System.Runtime.CompilerServices;

namespace Engine.Numerics;

/// <summary>One matrix product C = start + A B, element by element, with B and optionally C in panels (see <see cref="Panels"/>).</summary>
/// <remarks>Each element is the chain start, then fused multiply-adds for k = 0 .. <see cref="Depth"/> - 1, in that order, whatever the
/// vector width, the blocking or the number of threads: the same bits everywhere.</remarks>
public unsafe struct ProductArguments
{
    /// <summary>A(row, k) is at <c>A[row' ARow + k AStep]</c>, row' = <see cref="AIndex"/>[row] or the row itself.</summary>
    public float* A { get; set; }

    public nint ARow { get; set; }

    public nint AStep { get; set; }

    /// <summary>Optional: which row of A is used for each row of the product.</summary>
    public int* AIndex { get; set; }

    /// <summary>B in panels of depth <see cref="PanelDepth"/>; the first <see cref="Depth"/> rows are used.</summary>
    public float* B { get; set; }

    /// <summary>Rows that B was packed with; at least <see cref="Depth"/>.</summary>
    public int PanelDepth { get; set; }

    /// <summary>Terms of each sum.</summary>
    public int Depth { get; set; }

    /// <summary>Columns of the product. The last panel's other columns get their start value
    /// where B is padded with zeros and A is finite; else their values are unspecified.</summary>
    public required int Columns { get; set; }

    /// <summary>C(row, column) is at <c>C[row' CRow + (column / 16) CPanel + column % 16]</c>,
    /// row' = <see cref="CIndex"/>[row] or the row itself.</summary>
    public float* C { get; set; }

    public nint CRow { get; set; }

    /// <summary>Floats from one panel's columns to the next's: 16 in a row-major matrix.</summary>
    public nint CPanel { get; set; }

    /// <summary>Optional: which row of C is written for each row of the product.</summary>
    public int* CIndex { get; set; }

    /// <summary>Start values per column, padded to whole panels; null starts at zero.</summary>
    public float* Start { get; set; }

    /// <summary>The first columns of <paramref name="a"/>, <paramref name="depth"/> of them, times a factor <c>[depth, columns of c]</c>,
    /// row by row into <paramref name="c"/>.</summary>
    /// <param name="factor">Panels, packed with <paramref name="depth"/> rows.</param>
    public static ProductArguments Rows(RowMatrix a, int depth, float* factor, RowMatrix c, float* start = null) => new()
    {
        A = a.Pointer,
        ARow = a.Stride,
        AStep = 1,
        B = factor,
        PanelDepth = depth,
        Depth = depth,
        Columns = c.Columns,
        C = c.Pointer,
        CRow = c.Stride,
        CPanel = Panels.Width,
        Start = start,
    };

    /// <summary>The transpose of <paramref name="a"/>, of its first <paramref name="rows"/>, times a factor <c>[rows, columns]</c>,
    /// into panels <c>[inputs, columns]</c>.</summary>
    /// <param name="factor">Panels, packed with <paramref name="rows"/> rows.</param>
    public static ProductArguments Transposed(RowMatrix a, int rows, float* factor, float* panels, int inputs, int columns) => new()
    {
        A = a.Pointer,
        ARow = 1,
        AStep = a.Stride,
        B = factor,
        PanelDepth = rows,
        Depth = rows,
        Columns = columns,
        C = panels,
        CRow = Panels.Width,
        CPanel = (nint)inputs * Panels.Width,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly nint RowOfA(int row) => (AIndex is null ? row : AIndex[row]) * ARow;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly nint RowOfC(int row) => (CIndex is null ? row : CIndex[row]) * CRow;
}
