namespace Harness.Build.Processes;

/// <summary>A program to run to its end, its output kept.</summary>
internal sealed record Command(string Program, IReadOnlyList<string> Arguments, string Folder)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
    public TimeSpan Limit { get; init; } = TimeSpan.FromHours(1);
}
