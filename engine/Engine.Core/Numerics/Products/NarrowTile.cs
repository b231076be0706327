namespace Engine.Numerics.Products;

/// <summary>The last vector of columns where their number is odd: eight rows at a time.</summary>
internal static unsafe class NarrowTile<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    private const int TileRows = 8;

    public static void Run(in ProductArguments p, in ProductPass pass, int firstRow, int rows)
    {
        var row = firstRow;
        for (; row + TileRows <= firstRow + rows; row += TileRows)
            Eight(p, pass, row);
        for (; row < firstRow + rows; row++)
            One(p, pass, row);
    }

    /// <summary>As many sums as hide the latency of a multiply-add.</summary>
    private static void Eight(in ProductArguments p, in ProductPass pass, int row)
    {
        float* a0 = pass.A + p.RowOfA(row), a1 = pass.A + p.RowOfA(row + 1),
            a2 = pass.A + p.RowOfA(row + 2), a3 = pass.A + p.RowOfA(row + 3);
        float* a4 = pass.A + p.RowOfA(row + 4), a5 = pass.A + p.RowOfA(row + 5),
            a6 = pass.A + p.RowOfA(row + 6), a7 = pass.A + p.RowOfA(row + 7);
        TVector s0 = Begin(p, pass, row), s1 = Begin(p, pass, row + 1), s2 = Begin(p, pass, row + 2), s3 = Begin(p, pass, row + 3);
        TVector s4 = Begin(p, pass, row + 4), s5 = Begin(p, pass, row + 5), s6 = Begin(p, pass, row + 6), s7 = Begin(p, pass, row + 7);
        var b = pass.B0;
        var (step, depth) = (p.AStep, pass.Depth);
        nint i = 0;
        for (var k = 0; k < depth; k++, i += step)
        {
            var v = TLanes.Load(b);
            b += Panels.Width;
            s0 = TLanes.MultiplyAdd(TLanes.Create(a0[i]), v, s0);
            s1 = TLanes.MultiplyAdd(TLanes.Create(a1[i]), v, s1);
            s2 = TLanes.MultiplyAdd(TLanes.Create(a2[i]), v, s2);
            s3 = TLanes.MultiplyAdd(TLanes.Create(a3[i]), v, s3);
            s4 = TLanes.MultiplyAdd(TLanes.Create(a4[i]), v, s4);
            s5 = TLanes.MultiplyAdd(TLanes.Create(a5[i]), v, s5);
            s6 = TLanes.MultiplyAdd(TLanes.Create(a6[i]), v, s6);
            s7 = TLanes.MultiplyAdd(TLanes.Create(a7[i]), v, s7);
        }
        TLanes.Store(s0, pass.C + p.RowOfC(row));
        TLanes.Store(s1, pass.C + p.RowOfC(row + 1));
        TLanes.Store(s2, pass.C + p.RowOfC(row + 2));
        TLanes.Store(s3, pass.C + p.RowOfC(row + 3));
        TLanes.Store(s4, pass.C + p.RowOfC(row + 4));
        TLanes.Store(s5, pass.C + p.RowOfC(row + 5));
        TLanes.Store(s6, pass.C + p.RowOfC(row + 6));
        TLanes.Store(s7, pass.C + p.RowOfC(row + 7));
    }

    private static void One(in ProductArguments p, in ProductPass pass, int row)
    {
        var a = pass.A + p.RowOfA(row);
        var sum = Begin(p, pass, row);
        for (var k = 0; k < pass.Depth; k++)
            sum = TLanes.MultiplyAdd(TLanes.Create(a[k * p.AStep]), TLanes.Load(pass.B0 + (k * Panels.Width)), sum);
        TLanes.Store(sum, pass.C + p.RowOfC(row));
    }

    private static TVector Begin(in ProductArguments p, in ProductPass pass, int row)
    {
        if (!pass.Begins)
            return TLanes.Load(pass.C + p.RowOfC(row));
        return pass.Start0 is null ? TLanes.Zero : TLanes.Load(pass.Start0);
    }
}
