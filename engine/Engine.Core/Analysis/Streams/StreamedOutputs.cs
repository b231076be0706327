using System.Runtime.InteropServices;
using Engine.Numerics;

namespace Engine.Analysis.Streams;

/// <summary>The outputs of one layer of any network, which lie elsewhere than in memory: <c>[samples, neurons]</c>, read in blocks of
/// samples, from the first to the last, as often as is needed.</summary>
/// <param name="name">The layer's, for messages.</param>
public abstract class StreamedOutputs(string name, int samples, int neurons)
{
    public string Name { get; } = name;

    public int Samples { get; } = samples;

    public int Neurons { get; } = neurons;

    /// <summary>The elements that <see cref="Read"/> gives.</summary>
    public virtual StreamedElement Element => StreamedElement.Float32;

    /// <summary>Bytes that the stream itself needs for a block of so many samples, beside the block.</summary>
    public virtual long BytesBeside(int samples) => 0;

    /// <summary>Reads whole rows, row-major, each element as the machine holds it.</summary>
    /// <param name="block"><c>[rows, neurons]</c> of <see cref="Element"/>; its length says how many rows.</param>
    /// <exception cref="UserErrorException">The file is damaged or cannot be read.</exception>
    public abstract void Read(int firstSample, Span<byte> block);

    /// <summary>The error for an output that is NaN or infinite.</summary>
    public abstract UserErrorException NotFinite(int sample, int neuron, float value);
}

/// <summary>The types of elements that a stream may give.</summary>
public enum StreamedElement
{
    Float32,

    Float16,

    BFloat16,
}

/// <summary>Elements of any of the types as float32.</summary>
public static class StreamedElements
{
    public static int Bytes(this StreamedElement element) => element == StreamedElement.Float32 ? sizeof(float) : sizeof(ushort);

    /// <param name="target">As many bytes.</param>
    /// <returns>Whether all are finite.</returns>
    public static bool Copy(this StreamedElement element, ReadOnlySpan<byte> elements, Span<byte> target) => element switch
    {
        StreamedElement.Float16 =>
            WideFloats.CopyHalves(MemoryMarshal.Cast<byte, ushort>(elements), MemoryMarshal.Cast<byte, ushort>(target)),
        StreamedElement.BFloat16 =>
            WideFloats.CopyBrains(MemoryMarshal.Cast<byte, ushort>(elements), MemoryMarshal.Cast<byte, ushort>(target)),
        _ => WideFloats.Copy(MemoryMarshal.Cast<byte, float>(elements), MemoryMarshal.Cast<byte, float>(target)),
    };

    /// <param name="values">As many as there are elements.</param>
    /// <returns>Whether all are finite.</returns>
    public static bool Widen(this StreamedElement element, ReadOnlySpan<byte> elements, Span<float> values) => element switch
    {
        StreamedElement.Float16 => WideFloats.FromHalves(MemoryMarshal.Cast<byte, ushort>(elements), values),
        StreamedElement.BFloat16 => WideFloats.FromBrains(MemoryMarshal.Cast<byte, ushort>(elements), values),
        _ => WideFloats.Copy(MemoryMarshal.Cast<byte, float>(elements), values),
    };
}
