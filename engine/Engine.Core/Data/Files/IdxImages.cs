namespace Engine.Data.Files;

/// <summary>The images of an IDX file: <paramref name="Pixels"/> is <c>[samples, rows, columns]</c> bytes.</summary>
public sealed record IdxImages(byte[] Pixels, int Samples, int Rows, int Columns)
{
    public int Inputs => Rows * Columns;
}
