using System.Collections.Concurrent;

namespace Harness.Report.Sweeps;

/// <summary>
/// Collects notices from several threads. Notices of one kind about many files become one. Their order is fixed, whichever comes first.
/// </summary>
internal sealed class NoticeList
{
    /// <summary>Files that one notice lists.</summary>
    private const int Listed = 5;

    private readonly ConcurrentQueue<(string About, string Text, string? Detail)> _entries = [];

    public void Add(string about, string text, string? detail = null) => _entries.Enqueue((about, text, detail));

    public IReadOnlyList<Notice> All() =>
    [
        .. _entries.Order().GroupBy(entry => (entry.About, entry.Text)).Select(same => new Notice(
            same.Key.About,
            same.Key.Text,
            Details([.. same.Select(entry => entry.Detail).OfType<string>().Distinct()]))),
    ];

    private static string[] Details(string[] details) =>
        details.Length <= Listed ? details : [.. details[..Listed], $"and {details.Length - Listed} more"];
}

/// <summary>Something that the report does not show, and why.</summary>
/// <param name="About">What it is about, e.g. a table's name.</param>
/// <param name="Text">A sentence.</param>
/// <param name="Details">File by file, as far as they are listed.</param>
public sealed record Notice(string About, string Text, IReadOnlyList<string> Details);
