namespace Harness.Report.Experiments;

/// <summary>A reading over the seeds of a point of a sweep, as <c>sweep_insights</c> has it.</summary>
/// <param name="Point">What tells the point from the others of its sweep, e.g. <c>100-100, L2 0.001</c>.</param>
/// <param name="Mean">NaN where there is none; so are the ends of its 95% interval.</param>
/// <param name="Seeds">That have a value.</param>
public sealed record PointReading(
    string Point, double L2, int Epochs, string Scope, string? Order, string? Quantizer, string Name, string? Direction, double Mean, double Low, double High, int Seeds)
{
    /// <summary>Whether a number is within the seeds' interval, or a range reaches into it.</summary>
    public bool Covers(double from, double to) => !double.IsNaN(Mean) && Low <= to && High >= from;

    /// <summary>How far the mean is from a range; 0 within it.</summary>
    public double Distance(double from, double to) => double.IsNaN(Mean) ? double.PositiveInfinity : Math.Max(0, Math.Max(from - Mean, Mean - to));

    /// <summary>Mean and, where seeds differ, the interval.</summary>
    public string Text(string format) => double.IsNaN(Mean)
        ? "undefined"
        : Low == High ? Mean.ToString(format) : $"{Mean.ToString(format)} ({Low.ToString(format)} to {High.ToString(format)})";
}
