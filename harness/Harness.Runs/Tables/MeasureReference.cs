using System.Text;
using Engine.Ablation.Selecting;
using Engine.Measures;

namespace Harness.Runs.Tables;

/// <summary>
/// Every measure as a page: formula, source, unit, columns and what always holds, from the definitions that compute them.
/// </summary>
public static class MeasureReference
{
    private const string Head = """
        # Every measure

        A measure is a number for each hidden neuron, by which neurons can be ranked: `ablation: {orders: [entropy]}`. `T` is the neuron's quantized output, `t` the output itself, `Y` the class, N the number of samples; 0 log 0 = 0.
        Its column in the table `neurons` has its name with `_`; what stands in brackets are the columns beside it, see [tables](tables.md). What always holds is checked for every neuron of every run, to 1e-12: a violation stops the run.
        Generated from the code: `engine reference measures`.

        | measure | formula | unit | source | needs a quantizer | activations | always | columns |
        |---|---|---|---|---|---|---|---|

        """;

    private const string SelectionHead = """

        ## Selections

        Orders of `ablation.orders` too, but a neuron has no value by them: each next one is chosen in view of those chosen before, S. No column of `neurons` has them. See [how they choose](method.md#selections).

        | order | chooses most | source | needs a quantizer |
        |---|---|---|---|

        """;

    public static string Markdown() => Markdown(KnownMeasures.All) + SelectionHead + string.Concat(Selections.All.Select(Selected));

    public static string Markdown(IEnumerable<Measure> measures)
    {
        ArgumentNullException.ThrowIfNull(measures);
        var page = new StringBuilder(Head);
        foreach (var measure in measures)
            page.Append($"| {string.Join(" | ", Cells(measure).Select(Escaped))} |\n");
        return page.ToString();
    }

    private static string Escaped(string cell) => cell.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Selected(Measure order) =>
        $"| `{order.Name}`, {order.Label} | {Escaped(order.Formula)} | {order.Source} | {(order.NeedsQuantizer ? "yes" : "no")} |\n";

    private static string[] Cells(Measure measure) =>
    [
        $"`{measure.Name}`",
        measure.Formula,
        measure.Unit,
        measure.Source,
        measure.NeedsQuantizer ? "yes" : "no",
        measure.Needs.Length == 0 ? "all" : measure.Needs,
        measure.Invariants.Length == 0 ? "-" : string.Join(", ", measure.Invariants.Select(invariant => invariant.Rule)),
        Columns([.. measure.Columns.Select(column => $"`{column.Name}`")]),
    ];

    private static string Columns(string[] names) => names.Length == 1 ? names[0] : $"{names[0]} ({string.Join(", ", names[1..])})";
}
