namespace Harness.Report.Tests.Browser;

/// <summary>What browse-report.mjs tells.</summary>
/// <param name="Problems">Errors and warnings of the console, exceptions, dialogs.</param>
/// <param name="Requests">Addresses that were asked for beside the page itself.</param>
/// <param name="Injected">Whether text became markup.</param>
/// <param name="Hover">What is shown under the mouse in the first chart.</param>
internal sealed record Visit(
    string Title,
    string Heading,
    string[] Notices,
    string[] Sections,
    VisitedFigure[] Figures,
    string[] Problems,
    string[] Requests,
    bool Injected,
    string? Hover,
    VisitedKeyboard? Keyboard,
    VisitedFiles? Saved,
    VisitedFilter[]? Filters,
    VisitedDark? Dark,
    VisitedPrint Print);
