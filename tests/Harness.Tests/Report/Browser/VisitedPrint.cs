namespace Harness.Report.Tests.Browser;

/// <summary>The page on paper.</summary>
/// <param name="Pages">Bytes of the PDF.</param>
internal sealed record VisitedPrint(string[] Undrawn, bool Navigation, bool Buttons, int Pages);
