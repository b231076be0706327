namespace Engine.Numerics;

/// <summary>The layout of the right-hand factor of a product: columns in panels of <see cref="Width"/>, <c>[panels, depth, Width]</c>,
/// zero-padded.</summary>
/// <remarks>A kernel walks one panel with unit stride. The width is the same on every machine, so that the layout, and with it the weights
/// of a network in training, do not depend on the vector width.</remarks>
public static unsafe class Panels
{
    /// <summary>Columns of one panel: one cache line of float32.</summary>
    public const int Width = 16;

    public static int Count(int columns) => (columns + Width - 1) / Width;

    /// <summary>Floats of a whole factor <c>[depth, columns]</c>.</summary>
    public static long Length(int depth, int columns) => (long)Count(columns) * depth * Width;

    /// <summary>Where element (<paramref name="k"/>, <paramref name="column"/>) of a factor of this depth lies.</summary>
    public static long Offset(int depth, int k, int column) => ((((long)(column / Width) * depth) + k) * Width) + (column % Width);

    /// <summary>Packs <c>[depth, columns]</c>, element (k, c) at <c>source[k rowStride + c columnStride]</c>.</summary>
    public static void Pack(float* source, nint rowStride, nint columnStride, int depth, int columns, float* panels)
    {
        for (var first = 0; first < columns; first += Width)
        {
            var width = Math.Min(Width, columns - first);
            for (var k = 0; k < depth; k++, panels += Width)
            {
                var row = source + (k * rowStride) + (first * columnStride);
                if (columnStride == 1 && width == Width)
                {
                    new ReadOnlySpan<float>(row, Width).CopyTo(new Span<float>(panels, Width));
                    continue;
                }
                for (var c = 0; c < width; c++)
                    panels[c] = row[c * columnStride];
                for (var c = width; c < Width; c++)
                    panels[c] = 0;
            }
        }
    }
}
