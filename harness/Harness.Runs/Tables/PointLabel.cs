using Engine.Training;
using Harness.Specs.Types;

namespace Harness.Runs.Tables;

/// <summary>
/// A point of a sweep in words, from columns that <c>runs</c> and <c>sweep_insights</c> share: the same words on the terminal, in the
/// report and on the page of the experiments.
/// </summary>
/// <param name="Hidden">Widths, e.g. <c>100-100</c>; empty without hidden layers.</param>
/// <param name="L2">NaN where nothing was trained; so is <paramref name="Dropout"/>, also where layers differ.</param>
public readonly record struct PointLabel(string Hidden, string Activation, double L2, double Dropout, bool BatchNorm)
{
    /// <summary>Dropout of each layer where they differ, as <see cref="DropoutOf"/> writes it; else null.</summary>
    public string? DropoutLayers { get; init; }

    /// <summary>E.g. <c>0.2-0.5</c>; null where one number says it.</summary>
    public static string? DropoutOf(DropoutRates? rates) =>
        rates is null || rates.Common is not null ? null : string.Join('-', rates.Values.Select(NumberText.Short));

    /// <summary>E.g. <c>100-100 relu</c>; without hidden layers the activation means nothing.</summary>
    public string Architecture => Hidden.Length == 0 ? "logistic" : $"{Hidden} {Activation}";

    /// <summary>Those in use, e.g. <c>L2 1e-3</c>, <c>dropout 0.5</c>, <c>batch norm</c>; <c>L2 0</c> where training has none. Of a network
    /// that was not trained here nothing is known, and nothing said.</summary>
    public IReadOnlyList<string> Regularizers
    {
        get
        {
            List<string> words = [];
            if (L2 > 0)
                words.Add($"L2 {NumberText.Short(L2)}");
            if (DropoutLayers is { } layers)
                words.Add($"dropout {layers}");
            else if (Dropout > 0)
                words.Add($"dropout {NumberText.Short(Dropout)}");
            if (BatchNorm)
                words.Add("batch norm");
            if (words.Count == 0 && L2 == 0)
                words.Add("L2 0");
            return words;
        }
    }
}
