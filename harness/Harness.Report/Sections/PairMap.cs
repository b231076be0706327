using Engine.Pairs;

namespace Harness.Report.Sections;

/// <summary>All pairs of a layer, as the page draws them: a byte a value.</summary>
/// <param name="Orders">By quantity: the layer's neurons as its clusters stand. Distances are those of <see cref="Distances"/>.</param>
/// <param name="Values">By column of the table <c>pairs</c>.</param>
internal sealed record PairMap(IReadOnlyDictionary<string, int[]> Orders, IReadOnlyDictionary<string, PairValues> Values)
{
    private const string Redundancy = "redundancy", Pair = "i_pair", Joint = "i_joint", Interaction = "interaction";

    /// <summary>Those that are drawn.</summary>
    public static IReadOnlyList<string> Quantities { get; } = [Redundancy, Pair, "synergy", Interaction];

    public static long Pairs(int neurons) => (long)neurons * (neurons - 1) / 2;

    /// <param name="rows">Of every pair of the layer.</param>
    public static PairMap Of(PairRows table, int[] rows, int neurons)
    {
        var places = new int[rows.Length];
        var isTaken = new bool[rows.Length];
        for (var row = 0; row < rows.Length; row++)
        {
            var place = places[row] = Place(table, rows[row], neurons);
            if (isTaken[place])
                throw table.Damaged($"a pair of layer {table.LayerI[rows[row]]} is there twice");
            isTaken[place] = true;
        }
        double[] Column(string column)
        {
            var values = new double[rows.Length];
            for (var row = 0; row < rows.Length; row++)
                values[places[row]] = table.Numbers(column)[rows[row]];
            return values;
        }
        double[] redundancy = Column(Redundancy), pair = Column(Pair);
        return new PairMap(
            new Dictionary<string, int[]>
            {
                [Redundancy] = AverageLinkage.Order(neurons, Distances(neurons, redundancy, Column(Joint))),
                [Pair] = AverageLinkage.Order(neurons, Distances(neurons, pair, [.. Enumerable.Repeat(pair.Max(), pair.Length)])),
            },
            Quantities.ToDictionary(column => column, column => PairValues.Of(Column(column), column == Interaction)));
    }

    /// <summary>1 less the share that a pair's value is of its most; 0 where both are 0, as of two constant neurons. Of redundancy the most
    /// is what both say about the class, of I(Ti;Tj) the largest of the layer.</summary>
    internal static double[] Distances(int neurons, double[] values, double[] most)
    {
        var distances = new double[neurons * neurons];
        var at = 0;
        for (var first = 0; first < neurons; first++)
        {
            for (var second = first + 1; second < neurons; second++, at++)
            {
                var share = most[at] > 0 && double.IsFinite(values[at]) ? values[at] / most[at] : most[at] == 0 ? 1 : 0;
                distances[(first * neurons) + second] = distances[(second * neurons) + first] = 1 - Math.Clamp(share, 0, 1);
            }
        }
        return distances;
    }

    /// <summary>Pairs by their first neuron, then by their second.</summary>
    private static int Place(PairRows table, int row, int neurons)
    {
        int first = table.NeuronI[row], second = table.NeuronJ[row];
        return 0 <= first && first < second && second < neurons
            ? (first * neurons) - (first * (first + 1) / 2) + second - first - 1
            : throw table.Damaged($"a pair is of neurons {first} and {second} of a layer of {neurons}");
    }
}

/// <summary>Values as bytes.</summary>
/// <param name="Most">The greatest value, or size of one where they have a sign.</param>
/// <param name="IsSigned">Whether 127 is 0 and 254 the most; else 0 is 0.</param>
/// <param name="Bytes">0 to 254, and 255 for none; by the first neuron of a pair, then by the second.</param>
internal sealed record PairValues(double Most, bool IsSigned, byte[] Bytes)
{
    private const byte None = 255;

    private const int Steps = 254;

    public static PairValues Of(double[] values, bool isSigned)
    {
        var most = values.Where(double.IsFinite).Select(value => isSigned ? Math.Abs(value) : value).Append(0).Max();
        return new PairValues(most, isSigned, [.. values.Select(value => Byte(value, most, isSigned))]);
    }

    private static byte Byte(double value, double most, bool isSigned)
    {
        if (!double.IsFinite(value))
            return None;
        var share = most > 0 ? value / most : 0;
        return (byte)Math.Clamp(Math.Round(isSigned ? (share + 1) / 2 * Steps : share * Steps), 0, Steps);
    }
}
