using System.Collections.Immutable;
using Engine.Ablation.Selecting;
using Engine.Networks;

namespace Engine.Measures;

/// <summary>
/// A number for each hidden neuron, by which neurons can be ranked. Specs, orders, tables, the report and the docs take all that they say
/// of a measure from its definition. A new measure is one file with a definition, and one line in <see cref="KnownMeasures"/>.
/// </summary>
public sealed class Measure
{
    /// <summary>The name in specs, orders and tables: words in small letters, joined by hyphens, e.g. <c>kl-selectivity</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name on the axis of a chart, without the unit.</summary>
    public required string Label { get; init; }

    /// <summary>The unit of <see cref="Value"/>, as on the axis of a chart, e.g. <c>bits</c>.</summary>
    public required string Unit { get; init; }

    public required string Formula { get; init; }

    /// <summary>Where the formula comes from: a paper, or the definition's name in the field.</summary>
    public required string Source { get; init; }

    /// <summary>The meaning of the measure's own column, as the reference of tables states it; with its unit.</summary>
    public required string Meaning { get; init; }

    /// <summary>The value of a neuron whose activation the measure applies to; NaN where there is none.</summary>
    public required Func<NeuronProfile, double> Value { get; init; }

    /// <summary>Whether the value depends on how outputs are quantized: it is computed from the joint histogram.</summary>
    public bool NeedsQuantizer { get; init; }

    /// <summary>Whether a neuron may lack a value, so that its cell in the table is null.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The value by which a neuron without one is ranked, where the measure applies. NaN refuses to rank it.</summary>
    public double RankedWithoutValue { get; init; } = double.NaN;

    /// <summary>Whether the measure means something for the outputs of an activation.</summary>
    public Func<Activation, bool> AppliesTo { get; init; } = _ => true;

    /// <summary>The activations that it applies to, to follow "it needs"; empty where it applies to all.</summary>
    public string Needs { get; init; } = "";

    /// <summary>Columns beside the measure's own: corrections, tests against chance, the class it speaks of.</summary>
    public ImmutableArray<MeasureColumn> Beside { get; init; } = [];

    /// <summary>The scores from elsewhere that it stands for; null for a measure of the engine's.</summary>
    public NeuronScores? Scores { get; init; }

    /// <summary>The selection that it stands for, by which neurons are ordered together and none has a value; null for a measure.</summary>
    public SelectionCriterion? Selection { get; init; }

    /// <summary>Inequalities that hold for every neuron that the measure applies to.</summary>
    public ImmutableArray<Invariant> Invariants { get; init; } = [];

    /// <summary>
    /// Its columns in the table <c>neurons</c>: its own, which has the measure's name in snake_case, then those beside it.
    /// </summary>
    public IEnumerable<MeasureColumn> Columns => Beside.Prepend(Own);

    private MeasureColumn Own => new(Name.Replace('-', '_'), Label, Unit, Meaning, neuron => Of(neuron))
    {
        IsOptional = IsOptional,
        InReport = ReportUse.Chart,
        IsOfHistogram = NeedsQuantizer,
    };

    /// <summary>The value of a neuron; NaN where there is none or the measure does not apply.</summary>
    public double Of(NeuronProfile neuron)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        return AppliesTo(neuron.Activation) ? Value(neuron) : double.NaN;
    }

    /// <summary>The number that a neuron is ranked by; NaN where it cannot be ranked.</summary>
    public double RankOf(NeuronProfile neuron)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        var value = Of(neuron);
        return double.IsNaN(value) && AppliesTo(neuron.Activation) ? RankedWithoutValue : value;
    }

    /// <exception cref="InvalidOperationException">An inequality does not hold or a value is NaN: the engine is wrong, and says for which
    /// neuron.</exception>
    public void Check(NeuronProfile neuron)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        if (!AppliesTo(neuron.Activation))
            return;
        foreach (var invariant in Invariants)
        {
            var (lower, upper) = (invariant.Lower(neuron), invariant.Upper(neuron));
            // Put so that NaN fails.
            if (!(lower <= upper + Invariant.Tolerance))
                throw new InvalidOperationException($"{neuron.Id}: {invariant.Rule} does not hold ({lower:R} against {upper:R}, {Unit})");
        }
    }

    /// <summary>Scores from elsewhere are the same where name and content are.</summary>
    public override bool Equals(object? obj) =>
        ReferenceEquals(this, obj)
        || (Scores is not null && obj is Measure { Scores: { } others } other && other.Name == Name && others.Sha256 == Scores.Sha256);

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Name;
}

/// <summary>A column of the table <c>neurons</c>.</summary>
/// <param name="Label">The name in the report and in <c>engine explain</c>, without the unit.</param>
/// <param name="Unit">As behind the label, in brackets; empty for one that needs none.</param>
/// <param name="Meaning">As the reference of tables states it, with the unit.</param>
/// <param name="Value">The cell: a number, 0 or 1 for a flag, a label for a class. Null and NaN stand for a value that does not
/// exist.</param>
public sealed record MeasureColumn(string Name, string Label, string Unit, string Meaning, Func<NeuronProfile, double?> Value)
{
    public CellKind Kind { get; init; }

    /// <summary>Whether the cell may be null.</summary>
    public bool IsOptional { get; init; }

    public ReportUse InReport { get; init; }

    /// <summary>Whether it follows from the joint histogram alone, so that the table <c>bin_sensitivity</c> has it too.</summary>
    public bool IsOfHistogram { get; init; }

    /// <summary>The label with its unit, as on the axis of a chart.</summary>
    public string Title => Unit.Length == 0 ? Label : $"{Label} ({Unit})";
}

/// <summary>The kind of values of a column, which decides its type in the table.</summary>
public enum CellKind
{
    /// <summary>A number: float64.</summary>
    Number,

    /// <summary>The label of a class: int32.</summary>
    Class,

    /// <summary>Yes or no: boolean.</summary>
    Flag,

    /// <summary>How many: int32.</summary>
    Count,
}

/// <summary>The use that the report makes of a column.</summary>
public enum ReportUse
{
    /// <summary>None; the table alone has it.</summary>
    None,

    /// <summary>It is stated beside the joint histogram of a neuron.</summary>
    Fact,

    /// <summary>It is stated, and drawn: its distribution in each layer, and its values against the single-neuron drop.</summary>
    Chart,
}

/// <summary>An inequality that holds whatever the data: lower &lt;= upper.</summary>
/// <param name="Rule">The inequality as text, e.g. <c>I(T;Y) &lt;= H(T)</c>.</param>
public sealed record Invariant(string Rule, Func<NeuronProfile, double> Lower, Func<NeuronProfile, double> Upper)
{
    /// <summary>The amount by which rounding may break an inequality, in the measure's unit.</summary>
    public const double Tolerance = 1e-12;
}
