using System.Runtime.InteropServices;
using Benchmarks.Reporting;
using Benchmarks.Subjects;
using Benchmarks.Timing;
using Engine.Analysis;
using Engine.Analysis.Streams;
using Engine.Measures;
using Harness.Runs.Arrays;
using Harness.Runs.Measuring;
using Kernels.Simd;
using Testing;

namespace Benchmarks.Suites;

/// <summary>Statistics and one-bit counts of saved float16 activations, streamed, beside reading their file and nothing else, and beside
/// the sums without reading.</summary>
internal sealed partial class MeasureSuite : ISuite
{
    private const int Samples = 250_000, Neurons = 4096;

    /// <summary>Samples that are drawn; they are written again and again.</summary>
    private const int Drawn = 2_000;

    private const int Classes = HistogramData.Classes, Block = 4 << 20;

    public IEnumerable<BenchRow> Run(BenchContext context)
    {
        using var folder = new TemporaryFolder();
        var (path, drawn) = (folder["activations.npy"], HistogramData.Draw(Drawn, Neurons));
        Write(path, drawn.Activations);
        byte[] labels = [.. Enumerable.Range(0, Samples).Select(sample => drawn.Labels[sample % Drawn])];
        using var file = ArrayFile.Open(path);
        var layer = StoredLayer.Of(file.Arrays[0], "layer", path, null, ChannelPlace.First);
        var request = new StreamRequest(
            labels, Classes, null, [QuantizerRule.OneBit], new AnalysisResources(context.Options.Threads, AnalysisResources.DefaultMemory));
        var device = new SimdDevice();
        StreamedLayer Measure() => device.Measure(layer, 1, request, CancellationToken.None);
        RequireSame(Measure(), drawn);
        var work = $"measure {Samples} samples x {Neurons} neurons of float16, one bit";
        var bytes = 2e-9 * Samples * Neurons;
        // Sums of the block that happens to be there cost as much as those of the file.
        var nothing = new NothingRead(layer);
        var cached = Rounds.Medians(
            context.Options.Repeats, () => Stopwatches.Time(() => Measure()), () => Stopwatches.Time(() => Read(path)),
            () => Stopwatches.Time(() => device.Measure(nothing, 1, request, CancellationToken.None)));
        yield return new BenchRow(
            work + ", file in memory", "reading the file", cached[0], cached[1], null,
            $"{bytes / cached[0]:0.0} GB/s measured, {bytes / cached[1]:0.0} read");
        yield return new BenchRow(
            work + ", the sums alone, nothing read", "reading the file", cached[2], cached[1], null,
            $"{bytes / cached[2]:0.0} GB/s summed: more than this no reading could give");
        if (!OperatingSystem.IsLinux())
            yield break;
        var cold = Rounds.Medians(
            context.Options.Repeats, () => Cold(path, () => Measure()), () => Cold(path, () => Read(path)));
        yield return new BenchRow(
            work + ", from disk", "reading the file", cold[0], cold[1], 0.5,
            $"{bytes / cold[0]:0.0} GB/s measured, {bytes / cold[1]:0.0} read");
    }

    private static void Write(string path, float[] activations)
    {
        Half[] halves = [.. activations.Select(value => (Half)value)];
        var header = $"{{'descr': '<f2', 'fortran_order': False, 'shape': ({Samples}, {Neurons}), }}".PadRight(117) + "\n";
        using var file = File.Create(path);
        file.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(header)]);
        for (var sample = 0; sample < Samples; sample += Drawn)
            file.Write(MemoryMarshal.AsBytes(halves.AsSpan()));
        file.Flush(flushToDisk: true);
    }

    private static void RequireSame(StreamedLayer measured, HistogramData drawn)
    {
        for (var neuron = 0; neuron < Neurons; neuron++)
        {
            var active = 0L;
            for (var sample = 0; sample < Drawn; sample++)
                active += (Half)drawn.Activations[(sample * Neurons) + neuron] > (Half)0 ? 1 : 0;
            var found = measured.Measurement.Quantized[0].Histograms[neuron].Counts.BinCounts[1];
            if (found != active * (Samples / Drawn))
                throw new WrongResultException($"neuron {neuron} is active {found} times, written were {active * (Samples / Drawn)}");
        }
    }

    /// <summary>A stream that leaves in a block what is there: it shows what the sums cost without reading.</summary>
    private sealed class NothingRead(StoredLayer like) : StreamedOutputs(like.Name, like.Samples, like.Neurons)
    {
        public override StreamedElement Element { get; } = like.Element;

        public override void Read(int firstSample, Span<byte> block)
        {
            // Nothing is read.
        }

        public override UserErrorException NotFinite(int sample, int neuron, float value) => like.NotFinite(sample, neuron, value);
    }

    private static void Read(string path)
    {
        using var file = File.OpenHandle(path);
        var block = new byte[Block];
        for (long at = 0, read; (read = RandomAccess.Read(file, block, at)) > 0;)
            at += read;
    }

    /// <summary>The time of work on a file that the system does not hold in memory.</summary>
    private static double Cold(string path, Action work)
    {
        const int dontNeed = 4;
        using (var file = File.OpenHandle(path))
            _ = Advise((int)file.DangerousGetHandle(), 0, 0, dontNeed);
        return Stopwatches.Time(work);
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(int file, long offset, long length, int advice);
}
