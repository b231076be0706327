using Engine.Ablation.Selecting;
using Engine.Measures;

namespace Testing.Analysis;

/// <summary>Greedy forward selection as it is defined: for every choice every candidate is held against all that were chosen before, sample
/// by sample.</summary>
/// <param name="labels"><c>[samples]</c>.</param>
internal sealed class PlainSelection(NeuronCodes codes, byte[] labels)
{
    /// <summary>Values that rounding may set apart are equal.</summary>
    private const double Tie = 1e-9;

    /// <returns>All neurons, the first chosen first; of equal ones the first.</returns>
    public int[] Order(SelectionCriterion criterion, IEnumerable<int> neurons)
    {
        var (left, chosen) = (neurons.ToList(), new List<int>());
        while (left.Count > 0)
        {
            double[] values = [.. left.Select(neuron => Value(criterion, neuron, chosen))];
            var most = values.Max();
            var best = Array.FindIndex(values, value => value > most - Tie);
            chosen.Add(left[best]);
            left.RemoveAt(best);
        }
        return [.. chosen];
    }

    public double Value(SelectionCriterion criterion, int neuron, IReadOnlyCollection<int> chosen) => (chosen.Count, criterion) switch
    {
        (0, _) => OfClass(neuron),
        (_, SelectionCriterion.Mrmr) => OfClass(neuron) - chosen.Average(other => Pair(neuron, other)),
        (_, SelectionCriterion.Jmi) => chosen.Sum(other => Joint(neuron, other)),
        _ => chosen.Min(other => Joint(neuron, other) - OfClass(other)),
    };

    public double OfClass(int neuron) => Information(sample => codes.Of(neuron)[sample], sample => labels[sample]);

    public double Pair(int one, int other) => Information(sample => codes.Of(one)[sample], sample => codes.Of(other)[sample]);

    public double Joint(int one, int other) =>
        Information(sample => (codes.Of(one)[sample] * 256) + codes.Of(other)[sample], sample => labels[sample]);

    private double Information(Func<int, int> x, Func<int, int> y) =>
        Entropy(x) + Entropy(y) - Entropy(sample => (x(sample) * 256) + y(sample));

    private double Entropy(Func<int, int> symbol) => Enumerable.Range(0, codes.Samples).GroupBy(symbol)
        .Select(same => (double)same.Count() / codes.Samples).Sum(share => -share * Math.Log2(share));
}
