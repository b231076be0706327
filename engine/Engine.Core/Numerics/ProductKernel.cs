using System.Runtime.CompilerServices;

namespace Engine.Numerics;

/// <summary>A register-tiled product: six rows by two vectors, the panel's block in the first-level cache while the rows pass.</summary>
internal static unsafe class ProductKernel<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Terms summed before the next panel: a block of a panel is 16 KiB.</summary>
    private const int DepthBlock = 256;

    private const int TileRows = 6;

    /// <summary>A block of A: 192 KiB.</summary>
    private const int BlockFloats = 192 * 256;

    /// <summary>Panels that one pass of two vectors covers: two where a vector is a whole panel.</summary>
    private static int PanelsPerPass => TLanes.Count == Panels.Width ? 2 : 1;

    public static void Run(in ProductArguments p, int firstRow, int rows, int firstPanel, int panels)
    {
        // Rows whose block of A stays in the second-level cache while the panels pass; whole tiles, and no block much smaller than the others.
        var most = Math.Max(BlockFloats / Math.Clamp(p.Depth, 1, DepthBlock), TileRows);
        var blocks = (rows + most - 1) / most;
        var together = blocks <= 1 ? rows : ((rows + (blocks * TileRows) - 1) / (blocks * TileRows)) * TileRows;
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
        var last = firstPanel + panels;
        for (var panel = firstPanel; panel < last; panel += PanelsPerPass)
        {
            var b = p.B + ((((long)panel * p.PanelDepth) + k) * Panels.Width);
            var c = p.C + (panel * p.CPanel);
            var nextB = panel + PanelsPerPass < last ? b + ((long)PanelsPerPass * p.PanelDepth * Panels.Width) : null;
            var start = p.Start is null ? null : p.Start + (panel * Panels.Width);
            if (TLanes.Count == Panels.Width)
            {
                var more = panel + 1 < last ? 1 : 0;
                Rows(p, firstRow, rows, k, depth, b, b + (more * (long)p.PanelDepth * Panels.Width), nextB, c, more * p.CPanel, start, more * Panels.Width);
                continue;
            }
            for (var column = 0; column < Panels.Width; column += 2 * TLanes.Count)
                Rows(p, firstRow, rows, k, depth, b + column, b + column + TLanes.Count, column == 0 ? nextB : null, c + column, TLanes.Count, start is null ? null : start + column, TLanes.Count);
        }
    }

    private static void Rows(in ProductArguments p, int firstRow, int rows, int k, int depth, float* b0, float* b1, float* nextB, float* c, nint second, float* start, int startSecond)
    {
        var a = p.A + (k * p.AStep);
        var initial = stackalloc TVector[2];
        initial[0] = start is null ? TLanes.Zero : TLanes.Load(start);
        initial[1] = start is null ? TLanes.Zero : TLanes.Load(start + startSecond);
        var from = k == 0 ? initial : null;
        var row = firstRow;
        var end = firstRow + rows;
        var tiles = Math.Max(rows / TileRows, 1);
        var share = ((depth + tiles - 1) / tiles) * Panels.Width;
        for (; row + TileRows <= end; row += TileRows)
        {
            Ahead(p, row + TileRows, end, c, nextB, share);
            nextB += nextB is null ? 0 : share;
            Six(a, p, row, depth, b0, b1, c, second, from);
        }
        for (; row + 2 <= end; row += 2)
            Two(a, p, row, depth, b0, b1, c, second, from);
        if (row < end)
            One(a + ARow(p, row), p.AStep, depth, b0, b1, c + CRow(p, row), second, from);
    }

    /// <summary>Asks for what is needed soon: the next tile's rows of C, and with each tile a share of the panel after this one.</summary>
    private static void Ahead(in ProductArguments p, int row, int end, float* c, float* b, int share)
    {
        for (var last = Math.Min(row + TileRows, end); row < last; row++)
            Prefetch.Line(c + CRow(p, row));
        for (var line = 0; b is not null && line < share; line += Panels.Width)
            Prefetch.Line(b + line);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint ARow(in ProductArguments p, int row) => (p.AIndex is null ? row : p.AIndex[row]) * p.ARow;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint CRow(in ProductArguments p, int row) => (p.CIndex is null ? row : p.CIndex[row]) * p.CRow;

    /// <summary>Twelve accumulators: as many as sixteen registers allow beside two vectors of B and one broadcast of A.</summary>
    private static void Six(float* a, in ProductArguments p, int row, int depth, float* b0, float* b1, float* c, nint second, TVector* start)
    {
        float* a0 = a + ARow(p, row), a1 = a + ARow(p, row + 1), a2 = a + ARow(p, row + 2);
        float* a3 = a + ARow(p, row + 3), a4 = a + ARow(p, row + 4), a5 = a + ARow(p, row + 5);
        float* d0 = c + CRow(p, row), d1 = c + CRow(p, row + 1), d2 = c + CRow(p, row + 2);
        float* d3 = c + CRow(p, row + 3), d4 = c + CRow(p, row + 4), d5 = c + CRow(p, row + 5);
        TVector s00, s01, s10, s11, s20, s21, s30, s31, s40, s41, s50, s51;
        if (start is not null)
        {
            s00 = s10 = s20 = s30 = s40 = s50 = start[0];
            s01 = s11 = s21 = s31 = s41 = s51 = start[1];
        }
        else
        {
            s00 = TLanes.Load(d0);
            s01 = TLanes.Load(d0 + second);
            s10 = TLanes.Load(d1);
            s11 = TLanes.Load(d1 + second);
            s20 = TLanes.Load(d2);
            s21 = TLanes.Load(d2 + second);
            s30 = TLanes.Load(d3);
            s31 = TLanes.Load(d3 + second);
            s40 = TLanes.Load(d4);
            s41 = TLanes.Load(d4 + second);
            s50 = TLanes.Load(d5);
            s51 = TLanes.Load(d5 + second);
        }
        var step = p.AStep;
        nint i = 0;
        for (var k = 0; k < depth; k++, i += step)
        {
            var v0 = TLanes.Load(b0);
            var v1 = TLanes.Load(b1);
            b0 += Panels.Width;
            b1 += Panels.Width;
            var x = TLanes.Create(a0[i]);
            s00 = TLanes.MultiplyAdd(x, v0, s00);
            s01 = TLanes.MultiplyAdd(x, v1, s01);
            x = TLanes.Create(a1[i]);
            s10 = TLanes.MultiplyAdd(x, v0, s10);
            s11 = TLanes.MultiplyAdd(x, v1, s11);
            x = TLanes.Create(a2[i]);
            s20 = TLanes.MultiplyAdd(x, v0, s20);
            s21 = TLanes.MultiplyAdd(x, v1, s21);
            x = TLanes.Create(a3[i]);
            s30 = TLanes.MultiplyAdd(x, v0, s30);
            s31 = TLanes.MultiplyAdd(x, v1, s31);
            x = TLanes.Create(a4[i]);
            s40 = TLanes.MultiplyAdd(x, v0, s40);
            s41 = TLanes.MultiplyAdd(x, v1, s41);
            x = TLanes.Create(a5[i]);
            s50 = TLanes.MultiplyAdd(x, v0, s50);
            s51 = TLanes.MultiplyAdd(x, v1, s51);
        }
        TLanes.Store(s00, d0);
        TLanes.Store(s01, d0 + second);
        TLanes.Store(s10, d1);
        TLanes.Store(s11, d1 + second);
        TLanes.Store(s20, d2);
        TLanes.Store(s21, d2 + second);
        TLanes.Store(s30, d3);
        TLanes.Store(s31, d3 + second);
        TLanes.Store(s40, d4);
        TLanes.Store(s41, d4 + second);
        TLanes.Store(s50, d5);
        TLanes.Store(s51, d5 + second);
    }

    private static void Two(float* a, in ProductArguments p, int row, int depth, float* b0, float* b1, float* c, nint second, TVector* start)
    {
        float* a0 = a + ARow(p, row), a1 = a + ARow(p, row + 1);
        float* d0 = c + CRow(p, row), d1 = c + CRow(p, row + 1);
        var s00 = start is not null ? start[0] : TLanes.Load(d0);
        var s01 = start is not null ? start[1] : TLanes.Load(d0 + second);
        var s10 = start is not null ? start[0] : TLanes.Load(d1);
        var s11 = start is not null ? start[1] : TLanes.Load(d1 + second);
        nint i = 0;
        for (var k = 0; k < depth; k++, i += p.AStep)
        {
            var v0 = TLanes.Load(b0 + (k * Panels.Width));
            var v1 = TLanes.Load(b1 + (k * Panels.Width));
            var x = TLanes.Create(a0[i]);
            s00 = TLanes.MultiplyAdd(x, v0, s00);
            s01 = TLanes.MultiplyAdd(x, v1, s01);
            x = TLanes.Create(a1[i]);
            s10 = TLanes.MultiplyAdd(x, v0, s10);
            s11 = TLanes.MultiplyAdd(x, v1, s11);
        }
        TLanes.Store(s00, d0);
        TLanes.Store(s01, d0 + second);
        TLanes.Store(s10, d1);
        TLanes.Store(s11, d1 + second);
    }

    private static void One(float* a, nint step, int depth, float* b0, float* b1, float* c, nint second, TVector* start)
    {
        var s0 = start is not null ? start[0] : TLanes.Load(c);
        var s1 = start is not null ? start[1] : TLanes.Load(c + second);
        for (var k = 0; k < depth; k++)
        {
            var x = TLanes.Create(a[k * step]);
            s0 = TLanes.MultiplyAdd(x, TLanes.Load(b0 + (k * Panels.Width)), s0);
            s1 = TLanes.MultiplyAdd(x, TLanes.Load(b1 + (k * Panels.Width)), s1);
        }
        TLanes.Store(s0, c);
        TLanes.Store(s1, c + second);
    }
}
