namespace Testing;

/// <summary>
/// The one formula by which float results are compared: the largest |actual - expected|, as a share of floor + the largest |expected|.
/// The floor is the size below which a difference does not matter; without one the deviation is relative. NaN never passes.
/// </summary>
internal static class Deviation
{
    public static double Of(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double floor)
    {
        Assert.Equal(expected.Count, actual.Count);
        double difference = 0, size = 0;
        for (var i = 0; i < expected.Count; i++)
        {
            difference = Math.Max(difference, Math.Abs(actual[i] - expected[i]));
            size = Math.Max(size, Math.Abs(expected[i]));
        }
        return difference == 0 ? 0 : difference / (floor + size);
    }

    public static void Within(double limit, IReadOnlyList<double> expected, IReadOnlyList<double> actual, double floor, string what)
    {
        var found = Of(expected, actual, floor);
        Assert.True(found <= limit, $"{what}: the deviation is {found:g3}, the limit {limit:g3}");
    }

    public static void Within(double limit, double expected, double actual, double floor, string what) =>
        Within(limit, [expected], [actual], floor, what);
}
