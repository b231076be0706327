namespace Harness.Report;

/// <summary>Data that the page's script takes part by part, so that it opens at once however many there are.</summary>
/// <param name="Whole">What is known of all parts.</param>
/// <param name="Parts">One for each of the sweep's points.</param>
internal sealed record DividedContent(object Whole, IReadOnlyList<object> Parts);
