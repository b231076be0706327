using System.Runtime.InteropServices;
using Engine.Analysis.Streams;
using Engine.Numerics;

namespace Kernels.Simd.Streams;

/// <summary>One pass over a stream in blocks of samples: while one is worked on, the next is read.</summary>
/// <param name="memory">Bytes for both blocks and what the stream needs beside them; one sample is the least of a block.</param>
/// <param name="most">The most bytes of a block.</param>
internal sealed unsafe class BlockScan(StreamedOutputs stream, long memory, long most)
{
    /// <summary>A whole number of them where a block has as many.</summary>
    private const int Unit = 32;

    private readonly long _rowBytes = (long)stream.Neurons * stream.Element.Bytes();

    public int Rows { get; } = RowsOf(stream, memory, most);

    /// <param name="body">Called with one block after another, in order.</param>
    public void Run(Action<StreamBlock> body, CancellationToken cancellation)
    {
        using AlignedBuffer first = Buffer(), second = Buffer();
        var (current, next) = (first, second);
        var reading = Reading(current, 0);
        try
        {
            for (var sample = 0; sample < stream.Samples; sample += Rows)
            {
                var block = reading.GetAwaiter().GetResult();
                cancellation.ThrowIfCancellationRequested();
                var begin = (long)sample + Rows;
                if (begin < stream.Samples)
                    reading = Reading(next, (int)begin);
                body(block);
                (current, next) = (next, current);
                if (begin > int.MaxValue)
                    break;
            }
        }
        finally
        {
            // Nothing may write into a buffer that is given back; what went wrong here says enough.
            ((IAsyncResult)reading).AsyncWaitHandle.WaitOne();
        }
    }

    private static int RowsOf(StreamedOutputs stream, long memory, long most)
    {
        var row = (long)stream.Neurons * stream.Element.Bytes();
        var fitting = Math.Min(most, memory / 2) / Math.Max(row, 1);
        while (fitting > Unit && (2 * fitting * row) + stream.BytesBeside((int)Math.Min(fitting, int.MaxValue)) > memory)
            fitting /= 2;
        var rows = (int)Math.Clamp(fitting, 1, stream.Samples);
        return rows > Unit ? rows / Unit * Unit : rows;
    }

    private AlignedBuffer Buffer() => new(((Rows * _rowBytes) + sizeof(float) - 1) / sizeof(float));

    private Task<StreamBlock> Reading(AlignedBuffer buffer, int first) => Task.Run(() =>
    {
        var rows = Math.Min(Rows, stream.Samples - first);
        var bytes = (byte*)buffer.Pointer;
        // A span has fewer than 2^31 elements: a block is far smaller, but for one row that is enormous.
        stream.Read(first, new Span<byte>(bytes, checked((int)(rows * _rowBytes))));
        return new StreamBlock(bytes, first, rows);
    });
}

/// <summary>Some consecutive samples of a stream, row-major.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct StreamBlock(byte* elements, int firstSample, int rows)
{
    public byte* Elements => elements;

    public int FirstSample => firstSample;

    public int Rows => rows;
}
