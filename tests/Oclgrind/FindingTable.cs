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
        output.WriteLine("kernel".PadRight(NameWidth) + string.Concat(_results.Keys.Select(size => $"groups of {size}".PadLeft(CellWidth))));
        var kernels = _results.Values.SelectMany(results => results).Select(result => result.Kernel).Distinct().Order(StringComparer.Ordinal);
        foreach (var kernel in kernels)
            output.WriteLine(kernel.PadRight(NameWidth) + string.Concat(_results.Keys.Select(size => Cell(kernel, size).PadLeft(CellWidth))));
        foreach (var (size, results) in _results)
        {
            foreach (var result in results)
            {
                foreach (var same in result.Findings.GroupBy(finding => finding.Fault))
                    output.WriteLine($"\n{result.Kernel} in groups of {size}: {same.Count()} of {same.Key}, the first:\n{same.First().Text}");
            }
        }
    }

    private string Cell(string kernel, int size) =>
        _results[size].FirstOrDefault(result => result.Kernel == kernel) is { } result
            ? string.Create(CultureInfo.InvariantCulture, $"{result.Launches}: {(result.Findings.Count == 0 ? "none" : result.Findings.Count)}")
            : "not used";
}
