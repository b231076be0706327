using System.Collections.Immutable;

namespace Engine.Data.Files;

/// <summary>The images of an IDX file: <paramref name="Pixels"/> is <c>[samples, rows, columns]</c> bytes.</summary>
public sealed record IdxImages(byte[] Pixels, int Samples, int Rows, int Columns)
{
    public int Inputs => Rows * Columns;
}

/// <summary>The features of an IDX file, row-major.</summary>
/// <param name="Shape">Two extents or more, samples first.</param>
/// <param name="Bytes">Of a file of unsigned bytes; else null.</param>
/// <param name="Values">Of a file of any other type, each the nearest float32; else null.</param>
public sealed record IdxFeatures(ImmutableArray<int> Shape, byte[]? Bytes, float[]? Values)
{
    public int Samples => Shape[0];

    public int Inputs => (Bytes?.Length ?? Values!.Length) / Samples;
}
