using System.Globalization;
using Engine.Ablation;

namespace Harness.Report.Sections;

/// <summary>
/// Spearman's correlation of each measure with the drop that a neuron's removal alone makes, of the active neurons, as the readings
/// simpson_pooled and simpson_within have it: of all neurons and exact numbers, whatever the page draws.
/// </summary>
internal static class DropCorrelations
{
    /// <summary>The drop on the split that is ablated; tables of earlier versions have that of the measured split alone.</summary>
    private const string Ablated = "single_drop_ablated", Measured = "single_drop";

    /// <summary>All layers together.</summary>
    private const string Pooled = "pooled";

    /// <summary>Decimals that are kept.</summary>
    private const int Decimals = 9;

    /// <param name="rows">Of one split and quantizer.</param>
    /// <returns>By the measure's column, then by scope: <c>pooled</c>, or a layer's number. What is undefined is absent.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, decimal>> Of(
        int[] rows, int[] layers, (string Name, double[] Values)[] columns)
    {
        double[]? Find(string name) => columns.FirstOrDefault(column => column.Name == name).Values;
        var found = new Dictionary<string, IReadOnlyDictionary<string, decimal>>();
        if ((Find(Ablated) ?? Find(Measured)) is not { } drops)
            return found;
        var inactive = Find(NeuronSection.Inactive);
        int[] active = [.. rows.Where(row => inactive?[row] != 1 && !double.IsNaN(drops[row]))];
        foreach (var (name, values) in columns.Where(column => column.Name is not (Ablated or Measured or NeuronSection.Inactive)))
        {
            int[] known = [.. active.Where(row => !double.IsNaN(values[row]))];
            var scopes = known.GroupBy(row => layers[row])
                .Select(layer => (Name: layer.Key.ToString(CultureInfo.InvariantCulture), Rows: layer.ToArray()))
                .Append((Name: Pooled, Rows: known));
            found[name] = scopes.Select(scope => (scope.Name, Rho: Spearman.Correlation(values.Pick(scope.Rows), drops.Pick(scope.Rows))))
                .Where(scope => !double.IsNaN(scope.Rho))
                .ToDictionary(scope => scope.Name, scope => (decimal)Math.Round(scope.Rho, Decimals));
        }
        return found;
    }
}
