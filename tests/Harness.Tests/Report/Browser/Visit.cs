namespace Harness.Tests.Report.Browser;

/// <summary>The output of browse-report.mjs.</summary>
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
    VisitedMarks? Marks,
    string? Hover,
    VisitedKeyboard? Keyboard,
    VisitedFiles? Saved,
    VisitedFilter[]? Filters,
    VisitedDark? Dark,
    VisitedPrint Print);

/// <summary>A chart.</summary>
/// <param name="Marks">Shapes of the data.</param>
/// <param name="Nothing">Why there is no chart; null where there is one.</param>
/// <param name="Texts">Axes, legend and labels.</param>
internal sealed record VisitedFigure(string Id, string Title, int Marks, string? Nothing, string[] Texts, string? Label);

/// <summary>The texts of the first curves' chart, with the readings on it and without.</summary>
/// <param name="Label">To a screen reader.</param>
internal sealed record VisitedMarks(string[] Shown, string[] Hidden, string Label);

/// <summary>The effect of choosing the last value of a filter.</summary>
internal sealed record VisitedFilter(string Name, int Count, string Said, bool Changed, bool Noted);

/// <summary>The files that the first chart offers.</summary>
internal sealed record VisitedFiles(VisitedFile Svg, VisitedFile Png, string Csv, int Rows);

/// <summary>A file that was saved.</summary>
internal sealed record VisitedFile(string Name, string Start, int Bytes);

/// <summary>The page on a dark screen.</summary>
internal sealed record VisitedDark(string Ground, string[] Inks, int[] Marks);

/// <summary>The first chart's answer to arrow keys.</summary>
/// <param name="Said">To a screen reader, after each key.</param>
/// <param name="Next">What Tab leads to.</param>
internal sealed record VisitedKeyboard(string[] Said, string Next);

/// <summary>The page on paper.</summary>
/// <param name="Pages">Bytes of the PDF.</param>
internal sealed record VisitedPrint(string[] Undrawn, bool Navigation, bool Buttons, int Pages);

/// <summary>The page on one screen: an element of the output of measure-report.mjs.</summary>
/// <param name="Faults">Whatever is cut off, lies on something else or sticks out of the page.</param>
/// <param name="Filters">Height of the bar of filters, in pixels.</param>
/// <param name="Scrolling">Number of boxes with a table wider than they are.</param>
internal sealed record Screen(int Width, string ColorScheme, string[] Faults, int Filters, int Scrolling);

/// <summary>The output of browse-pairs.mjs.</summary>
/// <param name="Ids">Of the figures at first.</param>
/// <param name="Numbered"><c>[rows][columns]</c>: colours of the first layer's map, neurons by number.</param>
/// <param name="Tip">Under the mouse at row 7 and column 3.</param>
/// <param name="Zoomed">After a rectangle over columns 2 to 4 and rows 5 and 6.</param>
/// <param name="Whole">As <paramref name="Numbered"/>, when the zoom is undone.</param>
/// <param name="Quantity">Ids of the figures for interaction.</param>
/// <param name="Signed">The note of the first of these figures.</param>
/// <param name="List">The first row of the pairs with the lowest interaction.</param>
/// <param name="Story">Beside the joint histogram, when the first neuron of that row was followed.</param>
/// <param name="Said">To a screen reader after an arrow key.</param>
internal sealed record PairVisit(
    string[] Problems, string[] Ids, string[][] Numbered, string Tip, ZoomedMap Zoomed, string[][] Whole, string[] Quantity, string Signed,
    string[] List, string Story, string Said);

/// <summary>A part of a map.</summary>
internal sealed record ZoomedMap(string Note, string[] Texts);

/// <summary>The output of open-locked.mjs.</summary>
/// <param name="Jenkins">Under Jenkins' policy for what builds leave.</param>
/// <param name="NoUnpacking">In a browser without DecompressionStream.</param>
/// <param name="Damaged">Where unpacking fails.</param>
/// <param name="Free">Where nothing is forbidden.</param>
internal sealed record LockedVisits(
    LockedVisit ScriptsOff, LockedVisit Jenkins, LockedVisit NoScripts, LockedVisit NoUnpacking, LockedVisit Damaged, LockedVisit Free);

/// <summary>The notice about charts, null where it is hidden, and how much is seen.</summary>
/// <param name="Readings">Rows of the table of readings.</param>
/// <param name="Runs">Rows of the table of runs.</param>
/// <param name="Bare">Headings with nothing below them.</param>
internal sealed record LockedVisit(string? Notice, int Readings, int Runs, int Bare, int Charts);
