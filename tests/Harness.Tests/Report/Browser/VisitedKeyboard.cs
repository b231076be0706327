namespace Harness.Report.Tests.Browser;

/// <summary>What the first chart says to arrow keys.</summary>
/// <param name="Said">To a screen reader, after each key.</param>
/// <param name="Next">What Tab leads to.</param>
internal sealed record VisitedKeyboard(string[] Said, string Next);
