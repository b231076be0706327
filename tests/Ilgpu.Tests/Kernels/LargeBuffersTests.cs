using ILGPU;
using Kernels.Ilgpu.Ablation;
using Kernels.Ilgpu.Ablation.Replaced;
using Kernels.Ilgpu.Devices;
using Kernels.Ilgpu.Products;

namespace Ilgpu.Tests.Kernels;

/// <summary>
/// Buffers of more than 2^31 elements, as 1,000,000 samples by 8,192 neurons are: a kernel that counts them in 32 bits would read and write
/// elsewhere. Few of their elements are touched, so that they take address space and hardly any memory.
/// </summary>
[Collection(Simulators.OneAtATime)]
public class LargeBuffersTests
{
    /// <summary>Samples of a row: the third begins at 2^31.</summary>
    private const int Stride = 1 << 30;

    private const long Third = 2L * Stride;

    [Fact]
    public void Products_find_their_inputs_and_sums() => Run((machine, memory) =>
    {
        var (inputs, sums) = (Large<float>(memory), Large<float>(memory));
        Set(machine, inputs, (0, 1), (Stride, 10), (Third, 100));
        Action<AffineArguments>[] kernels = [a => machine.Kernels.Affine(a, 1, 3, 1), a => machine.Kernels.Narrow(a, 1, 3, 1)];
        foreach (var run in kernels)
        {
            Set(machine, sums, (0, 0), (Stride, 0), (Third, 0));
            run(new AffineArguments
            {
                Inputs = inputs,
                Weights = memory.Upload<float>([1, 2, 3, 4, 5, 6, 7, 8, 9]),
                Bias = memory.Zeros<float>(3),
                Sums = sums,
                Outputs = sums,
                Moves = memory.Upload([new Move { To = 3, Columns = 3 }]),
                Samples = SampleLists.Every(1),
                InputStride = Stride,
                OutputStride = Stride,
                Width = 3,
                StoresSums = 1,
            });
            Assert.Equal([741, 852, 963], Get(machine, sums, 0, Stride, Third));
        }
    });

    [Fact]
    public void Blending_finds_its_values() => Run((machine, memory) =>
    {
        var (own, values) = (Large<float>(memory), Large<float>(memory));
        Set(machine, own, (Third, 7));
        var arguments = new BlendArguments
        {
            Own = own,
            Others = own,
            Values = values,
            Ranks = memory.Upload([1, 1, 1]),
            Width = 3,
            Samples = 1,
            Stride = Stride,
        };
        // Kept, and then replaced, by the same number.
        foreach (var step in new[] { 1, 2 })
        {
            Set(machine, values, (Third, 0));
            machine.Kernels.Blend(arguments with { Step = step }, 1);
            Assert.Equal([7], Get(machine, values, Third));
        }
    });

    [Fact]
    public void Lists_and_arrivals_find_their_samples() => Run((machine, memory) =>
    {
        var (outputs, lists, counts) = (Large<float>(memory), Large<int>(memory), memory.Zeros<int>(3));
        foreach (var row in new[] { 0, Stride, Third })
            Set(machine, outputs, (row, 0), (row + 1, row == Third ? 5 : 0));
        machine.Kernels.List(
            new ListArguments { Outputs = outputs, Lists = lists, Counts = counts, Neurons = 3, Samples = 2, Stride = Stride });
        Assert.Equal([0, 0, 1], machine.Download(counts));
        machine.Kernels.Arrival(
            new ArrivalArguments
            {
                Arrivals = memory.Upload([new Arrival { Layer = 2, Row = 2, List = 2, Count = 2 }]),
                Sums = outputs,
                Lists = lists,
                Counts = counts,
                Layer = 2,
                IsSecond = 1,
                Width = 3,
                Samples = 2,
                Stride = Stride,
            },
            1);
        Assert.Equal([0, 0, 2], machine.Download(counts));
        Assert.Equal([1, 1], Get(machine, lists, Third, Third + 1));
    });

    [Fact]
    public void Scores_find_their_logits_and_tallies_their_orders() => Run((machine, memory) =>
    {
        var (logits, losses, gaps, predicted) =
            (Large<float>(memory), Large<float>(memory), Large<float>(memory), Large<byte>(memory));
        var labels = memory.Upload<byte>([2]);
        Set(machine, logits, (0, 1), (Stride, 2), (Third, 5));
        machine.Kernels.Score(
            new ScoreArguments
            {
                Logits = logits,
                Labels = labels,
                Samples = SampleLists.Every(1),
                Losses = losses,
                Gaps = gaps,
                Predicted = predicted,
                NotFinite = memory.Upload([int.MaxValue]),
                Classes = 3,
                Stride = Stride,
            },
            1, 1);
        Assert.Equal((3f, (byte)2), (Get(machine, gaps, 0)[0], Get(machine, predicted, 0)[0]));
        Set(machine, losses, (0, 0), (Stride, 0), (Third, 0.5f));
        Set(machine, gaps, (0, 9), (Stride, 9), (Third, 9));
        Set<byte>(machine, predicted, (0, 0), (Stride, 0), (Third, 2));
        var tallies = memory.Zeros<Tally>(3);
        machine.Kernels.Tally(
            new TallyArguments
            {
                Losses = losses,
                Gaps = gaps,
                Predicted = predicted,
                Labels = labels,
                Tallies = tallies,
                Samples = 1,
                Stride = Stride,
                Blocks = 1,
            },
            3);
        Assert.Equal([(0.0, 0), (0.0, 0), (0.5, 1)], machine.Download(tallies).Select(tally => (tally.Loss, tally.Correct)));
    });

    [Fact]
    public void Transposition_finds_its_elements() => Run((machine, memory) =>
    {
        var (source, target) = (Large<float>(memory), memory.Zeros<float>(6));
        Set(machine, source, (0, 1), (1, 2), (Stride, 3), (Stride + 1, 4), (Third, 5), (Third + 1, 6));
        machine.Kernels.Transpose(
            new TransposeArguments { Source = source, Target = target, Rows = 3, Columns = 2, SourceStride = Stride, TargetStride = 3 });
        Assert.Equal([1, 3, 5, 2, 4, 6], machine.Download(target));
        Set(machine, source, (Third, 0), (Third + 1, 0));
        machine.Kernels.Transpose(
            new TransposeArguments { Source = target, Target = source, Rows = 2, Columns = 3, SourceStride = 3, TargetStride = Stride });
        Assert.Equal([5, 6], Get(machine, source, Third, Third + 1));
    });

    private static void Run(Action<Machine, DeviceMemory> body)
    {
        using var device = Simulators.Device(1);
        device.Run(machine =>
        {
            using var memory = machine.NewMemory();
            body(machine, memory);
            return 0;
        });
    }

    /// <summary>Two rows and the beginning of a third.</summary>
    private static ArrayView<T> Large<T>(DeviceMemory memory)
        where T : unmanaged => memory.Allocate<T>(Third + 2);

    private static void Set<T>(Machine machine, ArrayView<T> view, params (long At, T Value)[] values)
        where T : unmanaged
    {
        foreach (var (at, value) in values)
            machine.Upload<T>([value], view.SubView(at, 1));
    }

    private static T[] Get<T>(Machine machine, ArrayView<T> view, params long[] at)
        where T : unmanaged => [.. at.Select(place => machine.Download(view.SubView(place, 1))[0])];
}
