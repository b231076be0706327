namespace Engine.Numerics;

/// <summary>A float64 sum whose error does not grow with the number of terms: Neumaier's form of Kahan's compensation
/// (ZAMM 54, 1974).</summary>
internal struct CompensatedSum
{
    private double _sum;
    private double _lost;

    public readonly double Value => _sum + _lost;

    public void Add(double term)
    {
        var sum = _sum + term;
        _lost += Math.Abs(_sum) >= Math.Abs(term) ? _sum - sum + term : term - sum + _sum;
        _sum = sum;
    }
}
