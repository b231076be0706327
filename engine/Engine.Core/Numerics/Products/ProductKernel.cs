namespace Engine.Numerics.Products;

/// <summary>A product block by block: a panel's block in the first-level cache while the rows pass,
/// a block of A in the second-level cache while the panels pass.</summary>
internal static unsafe class ProductKernel<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Terms summed before the next panel: a block of a panel is 16 KiB.</summary>
    private const int DepthBlock = 256;

    /// <summary>A block of A: 192 KiB.</summary>
    private const int BlockFloats = 192 * 256;

    private static int VectorsOfPanel => Panels.Width / TLanes.Count;

    public static void Run(in ProductArguments p, int firstRow, int rows, int firstPanel, int panels)
    {
        // Whole tiles, and no block much smaller than the others.
        const int Tile = ProductTile<TLanes, TVector>.Rows;
        var most = Math.Max(BlockFloats / Math.Clamp(p.Depth, 1, DepthBlock), Tile);
        var blocks = (rows + most - 1) / most;
        var together = blocks <= 1 ? rows : ((rows + (blocks * Tile) - 1) / (blocks * Tile)) * Tile;
        for (var row = 0; row < rows; row += together)
            Depths(p, firstRow + row, Math.Min(together, rows - row), firstPanel, panels);
    }

    private static void Depths(in ProductArguments p, int firstRow, int rows, int firstPanel, int panels)
    {
        if (p.Depth == 0)
            Block(p, firstRow, rows, firstPanel, panels, 0, 0);
        for (var k = 0; k < p.Depth; k += DepthBlock)
            Block(p, firstRow, rows, firstPanel, panels, k, Math.Min(DepthBlock, p.Depth - k));
    }

    private static void Block(in ProductArguments p, int firstRow, int rows, int firstPanel, int panels, int k, int depth)
    {
        var end = (firstPanel + panels) * VectorsOfPanel;
        var used = Math.Min(end, (p.Columns + TLanes.Count - 1) / TLanes.Count);
        var vector = firstPanel * VectorsOfPanel;
        for (; vector + 2 <= used; vector += 2)
            ProductTile<TLanes, TVector>.Run(p, Pass(p, vector, used, k, depth), firstRow, rows);
        if (vector < used)
            NarrowTile<TLanes, TVector>.Run(p, Pass(p, vector++, used, k, depth), firstRow, rows);
        for (; vector < end && k == 0; vector++)
            Fill(p, Pass(p, vector, used, 0, 0), firstRow, rows);
    }

    private static ProductPass Pass(in ProductArguments p, int vector, int used, int k, int depth)
    {
        var (next, after) = (vector + 1, vector + 2);
        return new ProductPass
        {
            A = p.A + (k * p.AStep),
            B0 = B(p, vector, k),
            B1 = B(p, next, k),
            C = C(p, vector),
            Second = (nint)(C(p, next) - C(p, vector)),
            Depth = depth,
            Begins = k == 0,
            Start0 = p.Start is null ? null : p.Start + (vector * TLanes.Count),
            Start1 = p.Start is null ? null : p.Start + (next * TLanes.Count),
            Next = after < used && after % VectorsOfPanel == 0 ? B(p, after, k) : null,
        };
    }

    /// <summary>The last panel's columns beyond the product's: sums of nothing.</summary>
    private static void Fill(in ProductArguments p, in ProductPass pass, int firstRow, int rows)
    {
        for (var row = firstRow; row < firstRow + rows; row++)
            TLanes.Store(pass.Start0 is null ? TLanes.Zero : TLanes.Load(pass.Start0), pass.C + p.RowOfC(row));
    }

    private static float* B(in ProductArguments p, int vector, int k) =>
        p.B + ((((long)(vector / VectorsOfPanel) * p.PanelDepth) + k) * Panels.Width) + (vector % VectorsOfPanel * TLanes.Count);

    private static float* C(in ProductArguments p, int vector) =>
        p.C + (vector / VectorsOfPanel * p.CPanel) + (vector % VectorsOfPanel * TLanes.Count);
}
