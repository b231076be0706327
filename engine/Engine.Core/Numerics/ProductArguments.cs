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

    /// <summary>C(row, column) is at <c>C[row' CRow + (column / 16) CPanel + column % 16]</c>, row' = <see cref="CIndex"/>[row] or the row itself.</summary>
    public float* C { get; set; }

    public nint CRow { get; set; }

    /// <summary>Floats from one panel's columns to the next's: 16 in a row-major matrix.</summary>
    public nint CPanel { get; set; }

    /// <summary>Optional: which row of C is written for each row of the product.</summary>
    public int* CIndex { get; set; }

    /// <summary>Start values per column, padded to whole panels; null starts at zero.</summary>
    public float* Start { get; set; }
}
