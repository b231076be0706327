using Engine.Networks;
using Engine.Randomness;
using Kernels.Ilgpu.Ablation;
using Kernels.Ilgpu.Devices;
using Kernels.Ilgpu.Products;

namespace Ilgpu.Tests.Kernels;

/// <summary>The product kernels against a chain of fused multiply-adds, to the last bit, in every shape of group.</summary>
[Collection(Simulators.OneAtATime)]
public class AffineKernelTests
{
    private const int Orders = 3;
    private const int Depth = 19;
    private const int Stride = 40;
    private const int Rows = 37;

    private static readonly int[][] Lists = [[3, 0, 17, 36], [1, 2], [.. Enumerable.Range(0, 37).Reverse()]];

    /// <summary>21 columns, and 70, for which a device with groups of 256 takes another tile.</summary>
    private static readonly int[] Widths = [21, 70];

    public static TheoryData<string, int> Devices => KernelDevices.All;

    [Theory]
    [MemberData(nameof(Devices))]
    public void Sums_are_those_of_a_plain_loop(string name, int block)
    {
        using var machine = KernelDevices.Open(name, block);
        foreach (var width in Widths)
        {
            var whole = new Move { To = Depth, Columns = width };
            Check(machine, width, [whole, whole, whole], null, default);
            // Listed samples, parts of the inputs, leading columns, an order that is left alone.
            Move[] moves = [new Move { From = 7, To = 8, Columns = width, Continues = 1 }, default, new Move { To = 9, Columns = 10 }];
            Check(machine, width, moves, Lists, new AffineArguments { InputsBySample = 1, SumsBySample = 1, ActivatesInputs = 1 });
            Check(machine, width, moves, Lists, new AffineArguments { InputsBySample = 1 });
            Check(machine, width, moves, Lists, new AffineArguments { SumsBySample = 1 });
        }
    }

    private static void Check(Machine machine, int width, Move[] moves, int[][]? lists, AffineArguments modes)
    {
        var given = new Matrices(
            Random(1, Orders * Depth * Stride), Random(2, Orders * Depth * width), Random(3, Orders * width),
            Random(4, Orders * width * Stride), new float[Orders * width * Stride]);
        var expected = given with { Sums = [.. given.Sums], Outputs = [.. given.Outputs] };
        for (var order = 0; order < Orders; order++)
        {
            int[] samples = lists?[order] ?? [.. Enumerable.Range(0, Rows)];
            for (var place = 0; place < samples.Length; place++)
                Expect(order, samples[place], place, width, moves[order], modes, expected);
        }
        Action<AffineArguments>[] kernels =
            [a => machine.Kernels.Affine(a, Rows, width, Orders), a => machine.Kernels.Narrow(a, Rows, width, Orders)];
        foreach (var kernel in kernels)
        {
            var found = machine.Run(() => Run(machine, kernel, moves, lists, width, given, modes));
            Assert.Equal(expected.Sums.Select(BitConverter.SingleToInt32Bits), found.Sums.Select(BitConverter.SingleToInt32Bits));
            Assert.Equal(expected.Outputs, found.Outputs);
        }
    }

    private static void Expect(int order, int sample, int place, int width, Move move, AffineArguments modes, Matrices into)
    {
        for (var column = 0; column < move.Columns; column++)
        {
            var row = ((order * width) + column) * Stride;
            var at = row + (modes.SumsBySample != 0 ? sample : place);
            var sum = move.Continues != 0 ? into.Sums[at] : into.Bias[(order * width) + column];
            for (var k = move.From; k < move.To; k++)
            {
                var input = into.Inputs[(((order * Depth) + k) * Stride) + (modes.InputsBySample != 0 ? sample : place)];
                sum = MathF.FusedMultiplyAdd(
                    modes.ActivatesInputs != 0 ? Math.Clamp(input, -1, 1) : input,
                    into.Weights[(((order * Depth) + k) * width) + column],
                    sum);
            }
            into.Sums[at] = sum;
            into.Outputs[row + place] = Math.Max(0, sum);
        }
    }

    private static Matrices Run(
        Machine machine, Action<AffineArguments> kernel, Move[] moves, int[][]? lists, int width, Matrices given, AffineArguments modes)
    {
        using var memory = machine.NewMemory();
        var arguments = modes with
        {
            Inputs = memory.Upload(given.Inputs),
            Weights = memory.Upload(given.Weights),
            Bias = memory.Upload(given.Bias),
            Sums = memory.Upload(given.Sums),
            Outputs = memory.Upload(given.Outputs),
            Moves = memory.Upload(moves),
            Samples = lists is null ? SampleLists.Every(Rows) : Listed(memory, lists),
            InputsPerOrder = Depth * Stride,
            WeightsPerOrder = Depth * width,
            BiasPerOrder = width,
            InputStride = Stride,
            OutputStride = Stride,
            Width = width,
            StoresSums = 1,
            StoresOutputs = 1,
            // Two that differ, so that neither can be taken for the other.
            InputActivation = Activation.HardTanh,
            Activation = Activation.Relu,
        };
        kernel(arguments);
        return given with { Sums = machine.Download(arguments.Sums), Outputs = machine.Download(arguments.Outputs) };
    }

    /// <summary>Each order's list has a number and a counter of its own, neither its own number.</summary>
    private static SampleLists Listed(DeviceMemory memory, int[][] lists) => new()
    {
        Lists = memory.Upload([.. Enumerable.Range(0, Orders).Reverse()
            .SelectMany(order => (int[])[.. lists[order], .. new int[Stride - lists[order].Length]])]),
        Counts = memory.Upload([-1, .. lists.Select(list => list.Length)]),
        Arrivals = memory.Upload(
            [.. Enumerable.Range(0, Orders).Select(order => new Arrival { List = Orders - 1 - order, Count = order + 1 })]),
        Stride = Stride,
        All = -1,
    };

    private static float[] Random(ulong index, int length)
    {
        var random = new RandomStream(5, RandomPurpose.DataGeneration, index);
        return [.. Enumerable.Range(0, length).Select(_ => (float)random.NextNormal())];
    }

    private sealed record Matrices(float[] Inputs, float[] Weights, float[] Bias, float[] Sums, float[] Outputs);
}
