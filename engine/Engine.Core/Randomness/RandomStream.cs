using System.Diagnostics.CodeAnalysis;

namespace Engine.Randomness;

/// <summary>
/// A sequence of random numbers that depends on nothing but its seed, purpose and index: the seed is the key of <see cref="Philox"/>,
/// and the counter holds (position of the block, purpose, index low, index high). One stream holds 2^34 words.
/// </summary>
/// <remarks>An instance belongs to one thread. Streams are cheap: take one per epoch,
/// sample or neuron by <c>index</c> rather than share one.</remarks>
[SuppressMessage(
    "Naming", "CA1711", Justification = "A stream of random numbers is the literature's term; nobody takes it for a System.IO.Stream.")]
public sealed class RandomStream(ulong seed, RandomPurpose purpose, ulong index = 0)
{
    private PhiloxBlock _block;
    private uint _position;
    private int _used = 4;
    private bool _exhausted;
    private double _spareNormal = double.NaN;

    /// <summary>32 uniform bits.</summary>
    public uint NextUInt32()
    {
        if (_used == 4)
            Refill();
        return _used++ switch
        {
            0 => _block.W0,
            1 => _block.W1,
            2 => _block.W2,
            _ => _block.W3,
        };
    }

    /// <summary>64 uniform bits; the first word drawn is the low half.</summary>
    public ulong NextUInt64() => NextUInt32() | ((ulong)NextUInt32() << 32);

    /// <summary>A uniform integer in 0 .. <paramref name="exclusiveBound"/> - 1, without bias.</summary>
    /// <remarks>Lemire, "Fast random integer generation in an interval" (2019): the high half of a product,
    /// a word rejected where the low half would favour some results.</remarks>
    public int NextInt(int exclusiveBound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveBound);
        var bound = (uint)exclusiveBound;
        var product = (ulong)NextUInt32() * bound;
        if ((uint)product < bound)
        {
            var threshold = (0u - bound) % bound;
            while ((uint)product < threshold)
                product = (ulong)NextUInt32() * bound;
        }

        return (int)(product >> 32);
    }

    /// <summary>A multiple of 2^-24 in [0, 1).</summary>
    public float NextSingle() => (NextUInt32() >> 8) * (1f / (1 << 24));

    /// <summary>A multiple of 2^-53 in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1L << 53));

    /// <summary>A standard normal number, by Box and Muller in float64; every second call returns the partner of the call before.</summary>
    public double NextNormal()
    {
        if (!double.IsNaN(_spareNormal))
        {
            var spare = _spareNormal;
            _spareNormal = double.NaN;
            return spare;
        }

        // 1 - u is in (0, 1], so that the logarithm is finite.
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        var (sine, cosine) = Math.SinCos(2 * Math.PI * NextDouble());
        _spareNormal = radius * sine;
        return radius * cosine;
    }

    /// <summary>Puts <paramref name="values"/> into uniformly random order (Fisher and Yates, from the end).</summary>
    public void Shuffle(Span<int> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = NextInt(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <summary>The numbers 0 .. <paramref name="count"/> - 1 in uniformly random order.</summary>
    public int[] Permutation(int count)
    {
        var values = new int[count];
        for (var i = 0; i < count; i++)
            values[i] = i;
        Shuffle(values);
        return values;
    }

    private void Refill()
    {
        // A counter that wrapped round would repeat the stream from its start.
        if (_exhausted)
            throw new InvalidOperationException($"the random stream {purpose} {index} has given all of its 2^34 words");
        var counter = new PhiloxBlock(_position, (uint)purpose, (uint)index, (uint)(index >> 32));
        _block = Philox.Block(counter, (uint)seed, (uint)(seed >> 32));
        _exhausted = ++_position == 0;
        _used = 0;
    }
}
