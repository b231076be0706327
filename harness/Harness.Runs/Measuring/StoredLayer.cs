using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Engine;
using Engine.Analysis.Streams;
using Engine.Numerics;
using Harness.Runs.Arrays;

namespace Harness.Runs.Measuring;

/// <summary>An array of activations as a layer: <c>[samples, neurons]</c> as it is, more dimensions as they are reduced.</summary>
public sealed class StoredLayer : StreamedOutputs
{
    /// <summary>Floats that are reduced at a time, one sample at least.</summary>
    private const int Scratch = 1 << 20;

    private readonly StoredArray _array;
    private readonly string _place;
    private readonly int _width;
    private readonly ChannelReducer? _reducer;
    private float[] _scratch = [];

    private StoredLayer(StoredArray array, string name, string place, ArrayExtents extents)
        : base(name, extents.Samples, extents.Neurons)
    {
        (_array, _place, _width) = (array, place, extents.Width);
        if (extents.Reduction is { } reduction and not Reduction.Flatten)
            _reducer = new ChannelReducer(reduction, extents.Place, extents.Neurons, extents.Width / extents.Neurons);
    }

    public ImmutableArray<long> Shape => _array.Shape;

    public ElementKind Kind => _array.Kind;

    public override StreamedElement Element => (_reducer, _array.HasElements, _array.Kind) switch
    {
        (null, true, ElementKind.Float16) => StreamedElement.Float16,
        (null, true, ElementKind.BFloat16) => StreamedElement.BFloat16,
        _ => StreamedElement.Float32,
    };

    /// <param name="file">As the command line has it, for messages.</param>
    /// <param name="reduction">Needed where there are more than two dimensions, and of no meaning where there are two.</param>
    /// <exception cref="UserErrorException">The array is no array of activations, or a reduction is needed.</exception>
    public static StoredLayer Of(StoredArray array, string name, string file, Reduction? reduction, ChannelPlace place)
    {
        ArgumentNullException.ThrowIfNull(array);
        var where = $"{file}, array {array.Name}";
        if (array.Kind == ElementKind.Text)
            throw new UserErrorException($"{where} holds texts: activations are numbers. Name the arrays to measure, as {file}:ARRAY.");
        return new StoredLayer(array, name, where, ArrayExtents.Of(array, where, reduction, place));
    }

    public override long BytesBeside(int samples) => _reducer is null ? 0 : (long)ScratchRows * _width * sizeof(float);

    public override void Read(int firstSample, Span<byte> block)
    {
        if (_reducer is not null)
            Reduce(firstSample, MemoryMarshal.Cast<byte, float>(block), _reducer);
        else if (_array.HasElements)
            _array.ReadElements(firstSample, block);
        else
            _array.Read(firstSample, MemoryMarshal.Cast<byte, float>(block));
    }

    public override UserErrorException NotFinite(int sample, int neuron, float value) => new(
        $"{_place}: row {sample}, neuron {neuron} is {Said(value)}: activations must be finite. {Advice}");

    private const string Advice = "Look for NaN in the network's inputs and for outputs beyond the type that they were saved as.";

    private int ScratchRows => Math.Max(1, Scratch / _width);

    private static string Said(float value) => float.IsNaN(value) ? "NaN" : value > 0 ? "infinity" : "-infinity";

    private void Reduce(int firstSample, Span<float> reduced, ChannelReducer reducer)
    {
        if (_scratch.Length == 0)
            _scratch = new float[ScratchRows * _width];
        var rows = reduced.Length / Neurons;
        for (int row = 0, count; row < rows; row += count)
        {
            count = Math.Min(ScratchRows, rows - row);
            var values = _scratch.AsSpan(0, count * _width);
            _array.Read(firstSample + row, values);
            RequireFinite(values, firstSample + row);
            for (var own = 0; own < count; own++)
                reducer.Reduce(values.Slice(own * _width, _width), reduced.Slice((row + own) * Neurons, Neurons));
        }
    }

    /// <summary>Before it is reduced: a largest or a mean does not say where a NaN was.</summary>
    private void RequireFinite(ReadOnlySpan<float> values, int firstRow)
    {
        if (WideFloats.AreFinite(values))
            return;
        var at = values.FirstNotFinite();
        throw new UserErrorException(
            $"{_place}: row {firstRow + (at / _width)}, element {Index(at % _width)} is {Said(values[at])}: activations must be finite. "
                + Advice);
    }

    /// <summary>The place in a row, e.g. <c>[3, 0, 7]</c>.</summary>
    private string Index(long at)
    {
        var index = new Stack<long>();
        for (var dimension = Shape.Length - 1; dimension > 0; at /= Shape[dimension--])
            index.Push(at % Shape[dimension]);
        return $"[{string.Join(", ", index)}]";
    }
}

/// <summary>The samples and neurons of an array, and how the one becomes the other.</summary>
/// <param name="Width">Elements of a row.</param>
/// <param name="Reduction">Null where there is nothing to reduce.</param>
internal sealed record ArrayExtents(int Samples, int Width, int Neurons, Reduction? Reduction, ChannelPlace Place)
{
    public static ArrayExtents Of(StoredArray array, string where, Reduction? reduction, ChannelPlace place)
    {
        var shape = array.Shape;
        if (shape.Length < 2)
            throw new UserErrorException(
                $"{where} has the shape {array.ShapeName}: activations are [samples, neurons] or [samples, channels, …]. "
                    + "One neuron alone is [samples, 1].");
        if (shape.Any(extent => extent == 0))
            throw new UserErrorException($"{where} has the shape {array.ShapeName}: it is empty, and there is nothing to measure.");
        if (shape[0] > int.MaxValue || Elements(shape) > Array.MaxLength)
            throw new UserErrorException(
                $"{where} has the shape {array.ShapeName}: the most are {int.MaxValue} samples of {Array.MaxLength} outputs.");
        var (samples, width) = ((int)shape[0], (int)Elements(shape));
        if (shape.Length == 2)
            return new ArrayExtents(samples, width, width, null, place);
        return reduction switch
        {
            null => throw new UserErrorException(
                $"{where} has the shape {array.ShapeName}, more than [samples, neurons]. Say how the positions of a channel become one "
                    + "number: --reduce max (is it anywhere?), --reduce mean (how much of it is there?), or --reduce flatten, which makes "
                    + $"every position a neuron ({width}). --channels last is for [samples, …, channels]."),
            Measuring.Reduction.Flatten => new ArrayExtents(samples, width, width, reduction, place),
            _ => new ArrayExtents(samples, width, (int)(place == ChannelPlace.First ? shape[1] : shape[^1]), reduction, place),
        };
    }

    private static double Elements(ImmutableArray<long> shape) => shape.Skip(1).Aggregate(1.0, (product, extent) => product * extent);
}
