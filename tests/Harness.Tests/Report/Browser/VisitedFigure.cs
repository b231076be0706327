namespace Harness.Report.Tests.Browser;

/// <summary>A chart.</summary>
/// <param name="Marks">Shapes of the data.</param>
/// <param name="Nothing">Why there is no chart; null where there is one.</param>
/// <param name="Texts">Axes, legend and labels.</param>
internal sealed record VisitedFigure(string Id, string Title, int Marks, string? Nothing, string[] Texts, string? Label);
