using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Engine.Ablation;

namespace Engine.Measures;

/// <summary>A score for each hidden neuron, computed elsewhere, by which neurons are ranked as by a measure.</summary>
public sealed class NeuronScores
{
    /// <summary>Neurons that a message names; the others are counted.</summary>
    private const int Named = 5;

    private readonly FrozenDictionary<NeuronId, double> _scores;

    /// <param name="source">Where they come from, e.g. a file's name; messages begin with it.</param>
    /// <param name="scores">In any order; 0 and -0 are one value.</param>
    /// <exception cref="UserErrorException">There is none, a neuron has two, or one is NaN or infinite; the message names them.</exception>
    public NeuronScores(string source, IReadOnlyCollection<(NeuronId Neuron, double Score)> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        Source = source;
        if (scores.Count == 0)
            throw new UserErrorException($"{source} has no scores; a row of layer, neuron and score is needed for every hidden neuron");
        Refuse(
            "not finite", scores.Where(entry => !double.IsFinite(entry.Score)).Select(entry => $"{entry.Neuron} ({entry.Score})"));
        Refuse(
            "of neurons that have another one",
            scores.GroupBy(entry => entry.Neuron).Where(same => same.Count() > 1)
                .Select(same => $"{same.Key} ({same.Count()} times)"));
        Refuse(
            "of neurons that no network has: layers count from 1, neurons from 0",
            scores.Where(entry => entry.Neuron is not { Layer: >= 1, Neuron: >= 0 }).Select(entry => $"{entry.Neuron}"));
        _scores = scores.ToFrozenDictionary(entry => entry.Neuron, entry => entry.Score + 0.0);
        Sha256 = Hash();
    }

    public string Source { get; }

    /// <summary>Of the scores, whatever the order and the format that they were stored in: lower case.</summary>
    public string Sha256 { get; }

    public double this[NeuronId neuron] => _scores[neuron];

    /// <summary>The order that they make, under a name that it has in specs and tables.</summary>
    public Measure Under(string name) => new()
    {
        Name = name,
        Label = name,
        Unit = "score",
        Formula = "as given",
        Source = Source,
        Meaning = $"score of {Source}",
        Value = neuron => this[neuron.Id],
        Scores = this,
    };

    /// <summary>Says how they do not fit a network; null where each of its hidden neurons has one and no other neuron has.</summary>
    /// <param name="hidden">Widths of the hidden layers, first to last.</param>
    public string? Misfit(ImmutableArray<int> hidden)
    {
        var unknown = _scores.Keys.Where(id => id.Layer > hidden.Length || id.Neuron >= hidden[id.Layer - 1])
            .OrderBy(id => id.Layer).ThenBy(id => id.Neuron).ToArray();
        var missing = hidden.SelectMany((width, layer) => Enumerable.Range(0, width).Select(neuron => new NeuronId(layer + 1, neuron)))
            .Where(id => !_scores.ContainsKey(id)).ToArray();
        var shape = hidden.IsEmpty ? "no hidden layers" : $"hidden layers of {string.Join(", ", hidden)} neurons";
        string[] faults =
        [
            .. unknown.Length == 0 ? [] : new[] { $"has scores of {Several(unknown.Length)} that it has not: {List(unknown)}" },
            .. missing.Length == 0 ? [] : new[] { $"has none of {Several(missing.Length)}: {List(missing)}" },
        ];
        return faults.Length == 0
            ? null
            : $"{Source} does not fit a network with {shape}: it {string.Join(", and ", faults)}. Each hidden neuron needs one score; "
                + "layers count from 1, neurons from 0";
    }

    /// <exception cref="UserErrorException">They do not fit the network.</exception>
    public void RequireFit(ImmutableArray<int> hidden)
    {
        if (Misfit(hidden) is { } misfit)
            throw new UserErrorException(misfit);
    }

    private static string Several(int neurons) => neurons == 1 ? "one neuron" : $"{neurons} neurons";

    private static string List(NeuronId[] neurons) =>
        string.Join(", ", neurons.Take(Named)) + (neurons.Length > Named ? $" and {neurons.Length - Named} more" : "");

    private void Refuse(string fault, IEnumerable<string> found)
    {
        string[] all = [.. found];
        if (all.Length > 0)
            throw new UserErrorException(
                $"{Source}: {(all.Length == 1 ? "one score is" : $"{all.Length} scores are")} {fault}: "
                    + $"{string.Join(", ", all.Take(Named))}{(all.Length > Named ? $" and {all.Length - Named} more" : "")}");
    }

    private string Hash()
    {
        using var content = new MemoryStream();
        using var writer = new BinaryWriter(content);
        foreach (var (id, score) in _scores.OrderBy(entry => entry.Key.Layer).ThenBy(entry => entry.Key.Neuron))
        {
            writer.Write(id.Layer);
            writer.Write(id.Neuron);
            writer.Write(score);
        }
        return Convert.ToHexStringLower(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)));
    }
}
