namespace Engine.Numerics.Products;

/// <summary>Tiles of rows by two vectors of columns, their sums in registers.</summary>
internal static unsafe class ProductTile<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Rows of the widest tile: twelve sums, as many as sixteen registers allow beside two vectors of B
    /// and one broadcast of A.</summary>
    public const int Rows = 6;

    public static void Run(in ProductArguments p, in ProductPass pass, int firstRow, int rows)
    {
        var initial = stackalloc TVector[2];
        initial[0] = pass.Start0 is null ? TLanes.Zero : TLanes.Load(pass.Start0);
        initial[1] = pass.Start1 is null ? TLanes.Zero : TLanes.Load(pass.Start1);
        var start = pass.Begins ? initial : null;
        // Two tiles of four rows rather than six and two: two rows are too few to hide the latency of a multiply-add.
        var sixes = rows % Rows == 2 ? Math.Max((rows / Rows) - 1, 0) : rows / Rows;
        var row = firstRow;
        var end = firstRow + rows;
        var share = pass.Next is null ? 0 : ((pass.Depth + Math.Max(sixes, 1) - 1) / Math.Max(sixes, 1)) * Panels.Width;
        var next = pass.Next;
        for (; sixes > 0; sixes--, row += Rows, next += share)
        {
            Ahead(p, pass.C, row + Rows, end, next, share);
            Six(p, pass, row, start);
        }
        for (; row + 4 <= end; row += 4)
            Four(p, pass, row, start);
        for (; row + 2 <= end; row += 2)
            Two(p, pass, row, start);
        if (row < end)
            One(p, pass, row, start);
    }

    /// <summary>Asks for what is needed soon: the next tile's rows of C, and with each tile a share of the panel after this one.</summary>
    private static void Ahead(in ProductArguments p, float* c, int row, int end, float* next, int share)
    {
        for (var last = Math.Min(row + Rows, end); row < last; row++)
            Prefetch.Line(c + p.RowOfC(row));
        for (var line = 0; line < share; line += Panels.Width)
            Prefetch.Line(next + line);
    }

    private static void Six(in ProductArguments p, in ProductPass pass, int row, TVector* start)
    {
        float* a0 = pass.A + p.RowOfA(row), a1 = pass.A + p.RowOfA(row + 1), a2 = pass.A + p.RowOfA(row + 2);
        float* a3 = pass.A + p.RowOfA(row + 3), a4 = pass.A + p.RowOfA(row + 4), a5 = pass.A + p.RowOfA(row + 5);
        float* d0 = pass.C + p.RowOfC(row), d1 = pass.C + p.RowOfC(row + 1), d2 = pass.C + p.RowOfC(row + 2);
        float* d3 = pass.C + p.RowOfC(row + 3), d4 = pass.C + p.RowOfC(row + 4), d5 = pass.C + p.RowOfC(row + 5);
        float* b0 = pass.B0, b1 = pass.B1;
        var (step, second, depth) = (p.AStep, pass.Second, pass.Depth);
        TVector s00, s01, s10, s11, s20, s21, s30, s31, s40, s41, s50, s51;
        if (start is not null)
        {
            s00 = s10 = s20 = s30 = s40 = s50 = start[0];
            s01 = s11 = s21 = s31 = s41 = s51 = start[1];
        }
        else
        {
            (s00, s01) = (TLanes.Load(d0), TLanes.Load(d0 + second));
            (s10, s11) = (TLanes.Load(d1), TLanes.Load(d1 + second));
            (s20, s21) = (TLanes.Load(d2), TLanes.Load(d2 + second));
            (s30, s31) = (TLanes.Load(d3), TLanes.Load(d3 + second));
            (s40, s41) = (TLanes.Load(d4), TLanes.Load(d4 + second));
            (s50, s51) = (TLanes.Load(d5), TLanes.Load(d5 + second));
        }
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
        Store(s00, s01, d0, second);
        Store(s10, s11, d1, second);
        Store(s20, s21, d2, second);
        Store(s30, s31, d3, second);
        Store(s40, s41, d4, second);
        Store(s50, s51, d5, second);
    }

    private static void Four(in ProductArguments p, in ProductPass pass, int row, TVector* start)
    {
        float* a0 = pass.A + p.RowOfA(row), a1 = pass.A + p.RowOfA(row + 1),
            a2 = pass.A + p.RowOfA(row + 2), a3 = pass.A + p.RowOfA(row + 3);
        float* d0 = pass.C + p.RowOfC(row), d1 = pass.C + p.RowOfC(row + 1),
            d2 = pass.C + p.RowOfC(row + 2), d3 = pass.C + p.RowOfC(row + 3);
        float* b0 = pass.B0, b1 = pass.B1;
        var (step, second, depth) = (p.AStep, pass.Second, pass.Depth);
        TVector s00, s01, s10, s11, s20, s21, s30, s31;
        if (start is not null)
        {
            s00 = s10 = s20 = s30 = start[0];
            s01 = s11 = s21 = s31 = start[1];
        }
        else
        {
            (s00, s01) = (TLanes.Load(d0), TLanes.Load(d0 + second));
            (s10, s11) = (TLanes.Load(d1), TLanes.Load(d1 + second));
            (s20, s21) = (TLanes.Load(d2), TLanes.Load(d2 + second));
            (s30, s31) = (TLanes.Load(d3), TLanes.Load(d3 + second));
        }
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
        }
        Store(s00, s01, d0, second);
        Store(s10, s11, d1, second);
        Store(s20, s21, d2, second);
        Store(s30, s31, d3, second);
    }

    private static void Two(in ProductArguments p, in ProductPass pass, int row, TVector* start)
    {
        float* a0 = pass.A + p.RowOfA(row), a1 = pass.A + p.RowOfA(row + 1);
        float* d0 = pass.C + p.RowOfC(row), d1 = pass.C + p.RowOfC(row + 1);
        var (second, depth) = (pass.Second, pass.Depth);
        var (s00, s01) = start is null ? (TLanes.Load(d0), TLanes.Load(d0 + second)) : (start[0], start[1]);
        var (s10, s11) = start is null ? (TLanes.Load(d1), TLanes.Load(d1 + second)) : (start[0], start[1]);
        nint i = 0;
        for (var k = 0; k < depth; k++, i += p.AStep)
        {
            var v0 = TLanes.Load(pass.B0 + (k * Panels.Width));
            var v1 = TLanes.Load(pass.B1 + (k * Panels.Width));
            var x = TLanes.Create(a0[i]);
            s00 = TLanes.MultiplyAdd(x, v0, s00);
            s01 = TLanes.MultiplyAdd(x, v1, s01);
            x = TLanes.Create(a1[i]);
            s10 = TLanes.MultiplyAdd(x, v0, s10);
            s11 = TLanes.MultiplyAdd(x, v1, s11);
        }
        Store(s00, s01, d0, second);
        Store(s10, s11, d1, second);
    }

    private static void One(in ProductArguments p, in ProductPass pass, int row, TVector* start)
    {
        var a = pass.A + p.RowOfA(row);
        var c = pass.C + p.RowOfC(row);
        var (s0, s1) = start is null ? (TLanes.Load(c), TLanes.Load(c + pass.Second)) : (start[0], start[1]);
        for (var k = 0; k < pass.Depth; k++)
        {
            var x = TLanes.Create(a[k * p.AStep]);
            s0 = TLanes.MultiplyAdd(x, TLanes.Load(pass.B0 + (k * Panels.Width)), s0);
            s1 = TLanes.MultiplyAdd(x, TLanes.Load(pass.B1 + (k * Panels.Width)), s1);
        }
        Store(s0, s1, c, pass.Second);
    }

    private static void Store(TVector first, TVector second, float* target, nint apart)
    {
        TLanes.Store(first, target);
        TLanes.Store(second, target + apart);
    }
}
