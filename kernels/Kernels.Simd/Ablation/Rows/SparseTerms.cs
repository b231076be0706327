namespace Kernels.Simd.Ablation.Rows;

/// <summary>A product whose left factor is given by the places that are not 0, in blocks of its depth.</summary>
internal unsafe struct SparseTerms
{
    /// <summary>Numbers of the rows in both matrices, <c>[<see cref="Rows"/>]</c>.</summary>
    public int* Numbers { get; set; }

    public int Rows { get; set; }

    /// <summary>Places of all rows, one row after another.</summary>
    public int* Places { get; set; }

    /// <summary>Where among the places each row's blocks begin, <c>[rows, blocks]</c>, and at last where the last one ends.</summary>
    public int* Firsts { get; set; }

    public int Blocks { get; set; }

    public float* Matrix { get; set; }

    public nint MatrixStride { get; set; }

    /// <summary>Panels, each <see cref="PanelLength"/> floats long.</summary>
    public float* Weights { get; set; }

    public long PanelLength { get; set; }

    public float* Bias { get; set; }

    public float* Result { get; set; }

    public nint ResultStride { get; set; }

    public readonly float* Row(int i) => Matrix + (Numbers[i] * MatrixStride);

    public readonly float* Sums(int i) => Result + (Numbers[i] * ResultStride);

    public readonly int* Begin(int i, int block) => Places + Firsts[(i * Blocks) + block];

    public readonly int* End(int i, int block) => Places + Firsts[(i * Blocks) + block + 1];
}
