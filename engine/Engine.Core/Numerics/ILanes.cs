namespace Engine.Numerics;

/// <summary>The float32 operations of one vector width, so that a kernel is written once and compiled for every width.</summary>
/// <remarks>Every operation is exact or correctly rounded per lane, or one fixed algorithm for all widths: a kernel whose lanes are
/// independent outputs gives the same bits on every machine that has fused multiply-add.</remarks>
/// <typeparam name="TVector">The vector type, e.g. <c>Vector256&lt;float&gt;</c>.</typeparam>
public unsafe interface ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Lanes of one vector.</summary>
    static abstract int Count { get; }

    static abstract TVector Zero { get; }

    static abstract TVector Create(float value);

    static abstract TVector Load(float* source);

    static abstract void Store(TVector value, float* destination);

    static abstract TVector Add(TVector left, TVector right);

    static abstract TVector Subtract(TVector left, TVector right);

    static abstract TVector Multiply(TVector left, TVector right);

    static abstract TVector Divide(TVector left, TVector right);

    /// <summary>a b + c, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>The larger of two numbers; which one of NaN and a number, or of the two zeros, is left to the hardware.</summary>
    static abstract TVector Max(TVector left, TVector right);

    /// <summary>The smaller, as <see cref="Max"/>.</summary>
    static abstract TVector Min(TVector left, TVector right);

    static abstract TVector Abs(TVector value);

    static abstract TVector Sqrt(TVector value);

    static abstract TVector Exp(TVector value);

    static abstract TVector Log(TVector value);

    /// <summary>All bits of a lane set where left &gt; right; NaN compares false.</summary>
    static abstract TVector GreaterThan(TVector left, TVector right);

    /// <summary>All bits of a lane set where left = right; NaN equals nothing.</summary>
    static abstract TVector Equal(TVector left, TVector right);

    /// <summary>Per lane <paramref name="whenSet"/> where the mask's bits are set, else <paramref name="otherwise"/>.</summary>
    static abstract TVector Choose(TVector mask, TVector whenSet, TVector otherwise);

    /// <summary>2^n per lane, where a lane holds the float32 n + 1.5 * 2^23 for an integer n from -126 to 127.</summary>
    static abstract TVector PowerOfTwo(TVector shifted);

    /// <summary>The bits of <paramref name="found"/>, and those in which the two differ.</summary>
    static abstract TVector Differences(TVector found, TVector left, TVector right);

    /// <summary>Whether no bit of any lane is set.</summary>
    static abstract bool IsEmpty(TVector bits);
}
