using System.Collections.Immutable;
using Engine.Ablation;
using Engine.Measures;
using Engine.Pairs;
using Kernels.Simd;

namespace Benchmarks.Subjects;

/// <summary>One-bit symbols of neurons whose pairs are measured.</summary>
internal sealed class PairSubject
{
    private readonly SimdDevice _device = new();
    private readonly HistogramData _data;
    private readonly NeuronCodes _codes;
    private readonly JointHistogram[] _histograms;
    private readonly NeuronId[] _neurons;
    private readonly ParallelOptions _parallel;

    public PairSubject(HistogramData data, int threads)
    {
        (_data, _parallel) = (data, new ParallelOptions { MaxDegreeOfParallelism = threads });
        var (neurons, samples) = (data.Neurons, data.Labels.Length);
        Codes = new byte[neurons * samples];
        for (var sample = 0; sample < samples; sample++)
            for (var neuron = 0; neuron < neurons; neuron++)
                Codes[(neuron * samples) + sample] = (byte)(data.Activations[(sample * neurons) + neuron] > 0 ? 1 : 0);
        _codes = new NeuronCodes(
            [.. Enumerable.Range(0, neurons).Select(neuron => Codes[(neuron * samples)..((neuron + 1) * samples)])],
            [.. Enumerable.Repeat(2, neurons)]);
        _histograms = [.. Enumerable.Range(0, neurons).Select(neuron => Count(_codes.Of(neuron)))];
        _neurons = [.. Enumerable.Range(0, neurons).Select(neuron => new NeuronId(1, neuron))];
        Planes = Pack();
    }

    /// <summary><c>[neurons, samples]</c>.</summary>
    public byte[] Codes { get; }

    public byte[] Labels => _data.Labels;

    public BitPlanes Planes { get; }

    /// <summary>From symbols to the best pairs by each quantity, with p and q over all of them.</summary>
    public IReadOnlyList<NeuronPair> Find() => Find(new PairOptions());

    /// <summary>Information of the first neuron with each other.</summary>
    public IReadOnlyDictionary<NeuronId, PairInformation> OfFirst() => Find(new PairOptions { Whole = true })
        .TakeWhile(pair => pair.First == _neurons[0]).ToDictionary(pair => pair.Second, pair => pair.Information);

    /// <summary>From symbols to the counts of all pairs and, if asked for, all that they are chosen by; nothing is kept.</summary>
    public void Scan(bool informations)
    {
        var planes = Pack();
        using var counter = _device.CountPairs(planes);
        var estimator = new PairEstimator(planes, _histograms);
        Parallel.For(0, planes.Rounded / BitPlanes.Together, _parallel, () => new Room(planes), (group, _, room) =>
        {
            var first = group * BitPlanes.Together;
            var block = new PlaneBlock(first, first + BitPlanes.Together, first, planes.Rounded);
            counter.Count(block, room.Counts);
            var counts = new PairCounts(block, planes.Classes, room.Counts);
            for (var neuron = first; informations && neuron < Math.Min(first + BitPlanes.Together, planes.Neurons); neuron++)
                estimator.Scan(neuron, neuron + 1, planes.Neurons, counts, room.Row, []);
            return room;
        }, _ => { });
    }

    private ImmutableArray<NeuronPair> Find(PairOptions options)
    {
        var planes = Pack();
        using var counter = _device.CountPairs(planes);
        return new PairFinder(planes, counter, new PairEstimator(planes, _histograms), _neurons, false, options, _parallel).Find();
    }

    private BitPlanes Pack() => new(_codes, _data.Labels, HistogramData.Classes, _parallel);

    private JointHistogram Count(ReadOnlySpan<byte> symbols)
    {
        var counts = new int[2 * HistogramData.Classes];
        for (var sample = 0; sample < symbols.Length; sample++)
            counts[(symbols[sample] * HistogramData.Classes) + _data.Labels[sample]]++;
        return new JointHistogram(2, HistogramData.Classes, counts);
    }

    private sealed class Room(BitPlanes planes)
    {
        public int[] Counts { get; } = new int[BitPlanes.Together * planes.Classes * planes.Rounded];

        public PairRow Row { get; } = new(planes.Neurons);
    }
}
