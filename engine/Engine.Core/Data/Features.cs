namespace Engine.Data;

/// <summary>The inputs of a split, <c>[samples, inputs]</c>, read out as float32 rows on demand
/// so that images may stay bytes in memory.</summary>
/// <remarks>Instances are immutable and safe to read from many threads.</remarks>
public abstract class Features
{
    protected Features(int samples, int inputs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        Samples = samples;
        Inputs = inputs;
    }

    public int Samples { get; }

    public int Inputs { get; }

    /// <summary>Writes row <paramref name="row"/> as float32 into <paramref name="destination"/>, <c>[inputs]</c>.</summary>
    public abstract void Read(int row, Span<float> destination);

    /// <summary>Says that <paramref name="row"/> will be read soon: rows in random order are not found in a cache.</summary>
    public virtual void Expect(int row)
    {
        // Where that helps, a kind of features knows how.
    }

    /// <summary>Gathers <paramref name="rows"/> in the order given into <paramref name="destination"/>, <c>[rows, inputs]</c>.</summary>
    public void Gather(ReadOnlySpan<int> rows, Span<float> destination)
    {
        for (var i = 0; i < rows.Length; i++)
            Read(rows[i], destination.Slice(i * Inputs, Inputs));
    }

    /// <summary>Reads <paramref name="count"/> consecutive rows from <paramref name="first"/>
    /// into <paramref name="destination"/>, <c>[count, inputs]</c>.</summary>
    public void ReadRange(int first, int count, Span<float> destination)
    {
        for (var i = 0; i < count; i++)
            Read(first + i, destination.Slice(i * Inputs, Inputs));
    }

    /// <summary>A view of <paramref name="count"/> consecutive samples from <paramref name="first"/>; nothing is copied.</summary>
    public abstract Features Slice(int first, int count);
}
