using System.Collections.Immutable;
using Engine.Ablation;
using Engine.Measures;
using Engine.Pairs;
using Kernels.Simd;

namespace Benchmarks.Subjects;

/// <summary>Neurons whose pairs are measured.</summary>
internal sealed class PairSubject
{
    private readonly SimdDevice _device = new();
    private readonly PairSymbols _symbols;
    private readonly NeuronCodes _codes;
    private readonly JointHistogram[] _histograms;
    private readonly NeuronId[] _neurons;
    private readonly ParallelOptions _parallel;

    public PairSubject(PairSymbols symbols, int threads)
    {
        (_symbols, _parallel) = (symbols, new ParallelOptions { MaxDegreeOfParallelism = threads });
        var neurons = symbols.Codes.Length;
        _codes = new NeuronCodes(symbols.Codes, [.. Enumerable.Repeat(symbols.Bins, neurons)]);
        _histograms = [.. Enumerable.Range(0, neurons).Select(neuron => Count(_codes.Of(neuron)))];
        _neurons = [.. Enumerable.Range(0, neurons).Select(neuron => new NeuronId(1, neuron))];
        Planes = Pack();
    }

    /// <summary><c>[neurons, samples]</c>.</summary>
    public byte[] AllCodes() => [.. _symbols.Codes.SelectMany(codes => codes)];

    public byte[] Labels => _symbols.Labels;

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

    private BitPlanes Pack() => new(_codes, _symbols.Labels, HistogramData.Classes, _parallel);

    private JointHistogram Count(ReadOnlySpan<byte> symbols)
    {
        var counts = new int[_symbols.Bins * HistogramData.Classes];
        for (var sample = 0; sample < symbols.Length; sample++)
            counts[(symbols[sample] * HistogramData.Classes) + _symbols.Labels[sample]]++;
        return new JointHistogram(_symbols.Bins, HistogramData.Classes, counts);
    }

    private sealed class Room(BitPlanes planes)
    {
        public int[] Counts { get; } = new int[BitPlanes.Together * planes.Classes * planes.Rounded];

        public PairRow Row { get; } = new(planes.Neurons);
    }
}
