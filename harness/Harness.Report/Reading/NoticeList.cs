namespace Harness.Report.Reading;

/// <summary>Collects notices; those of one kind about many files become one.</summary>
internal sealed class NoticeList
{
    /// <summary>Files that one notice lists.</summary>
    private const int Listed = 5;

    private readonly List<(string About, string Text, string? Detail)> _entries = [];

    public void Add(string about, string text, string? detail = null) => _entries.Add((about, text, detail));

    public IReadOnlyList<Notice> All() =>
    [
        .. _entries.GroupBy(entry => (entry.About, entry.Text)).Select(same => new Notice(
            same.Key.About,
            same.Key.Text,
            Details([.. same.Select(entry => entry.Detail).OfType<string>().Distinct()]))),
    ];

    private static string[] Details(string[] details) =>
        details.Length <= Listed ? details : [.. details[..Listed], $"and {details.Length - Listed} more"];
}
