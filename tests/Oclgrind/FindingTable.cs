using System.Globalization;

namespace Oclgrind;

/// <summary>Kernel by size of group: launches, and findings where there are any.</summary>
internal sealed class FindingTable
{
    /// <summary>From one thread to what a GPU takes; 2 is the first that can race, 32 the first of narrow products.</summary>
    public static readonly int[] Sizes = [1, 2, 32, 64, 256];

    private const int NameWidth = 24, CellWidth = 18;

    private readonly Dictionary<int, IReadOnlyList<KernelResult>> _results = [];

    /// <summary>Whether anything was found about any kernel.</summary>
    public bool HasFindings => _results.Values.SelectMany(results => results).Any(result => result.Findings.Count > 0);

    /// <summary>Takes what was found in groups of one size.</summary>
    public void Add(int size, IReadOnlyList<KernelResult> results) => _results.Add(size, results);

    /// <summary>Writes the table, and below it the first of each kernel's findings of a kind.</summary>
    public void Print(TextWriter output)
    {
        output.WriteLine(Line("kernel", size => $"groups of {size}"));
        var all = _results.Values.SelectMany(results => results).Select(result => result.Kernel);
        foreach (var kernel in all.Distinct().Order(StringComparer.Ordinal))
            output.WriteLine(Line(kernel, size => Cell(kernel, size)));
        foreach (var (size, results) in _results)
        {
            foreach (var (kernel, same) in results.SelectMany(
                result => result.Findings.GroupBy(finding => finding.Fault).Select(same => (result.Kernel, same))))
                output.WriteLine($"\n{kernel} in groups of {size}: {same.Count()} of {same.Key}, the first:\n{same.First().Text}");
        }
    }

    private string Line(string name, Func<int, string> cell) =>
        name.PadRight(NameWidth) + string.Concat(_results.Keys.Select(size => cell(size).PadLeft(CellWidth)));

    private string Cell(string kernel, int size)
    {
        if (_results[size].FirstOrDefault(result => result.Kernel == kernel) is not { } result)
            return "not used";
        var count = result.Findings.Count;
        return string.Create(CultureInfo.InvariantCulture, $"{result.Launches}: {(count == 0 ? "none" : count)}");
    }
}
