using Engine.Randomness;
using Engine.Training;

namespace Engine.Torch.Dropout;

/// <summary>The factors of <see cref="DropoutRule"/> computed on the device, bit for bit.</summary>
internal sealed class DeviceMasks : IDropoutMasks
{
    private const int WordsPerBlock = 4;

    private readonly torch.Device _device;
    private readonly Dictionary<int, (Tensor Thresholds, Tensor Scales)> _layers = [];
    private TrainingOptions[] _options;
    private Tensor _key0;
    private Tensor _key1;

    public DeviceMasks(IReadOnlyList<TrainingJob> jobs, torch.Device device)
    {
        (_device, _options) = (device, [.. jobs.Select(job => job.Options)]);
        _key0 = PerNetwork<long>(torch.ScalarType.Int64, jobs.Select(job => (long)(uint)job.Seed));
        _key1 = PerNetwork<long>(torch.ScalarType.Int64, jobs.Select(job => (long)(job.Seed >> 32)));
    }

    public bool DropsIn(int layer) => _options.Any(options => Rate(options, layer) > 0);

    public Tensor Factors(long step, int layer, int rows, int width)
    {
        using var scope = torch.NewDisposeScope();
        var blocks = (width + WordsPerBlock - 1) / WordsPerBlock;
        var first = Numbers.Range((long)rows * blocks, _device).view(1, rows, blocks);
        var purpose = (uint)RandomPurpose.Dropout | ((uint)layer << 16);
        var words = TensorPhilox.Block([first, Word(purpose), Word((uint)step), Word((uint)(step >> 32))], _key0, _key1);
        var whole = torch.stack(words, 3).view(-1, rows, (long)blocks * WordsPerBlock);
        var (thresholds, scales) = Of(layer);
        return whole.narrow(2, 0, width).ge(thresholds).mul(scales).MoveToOuterDisposeScope();
    }

    public void Keep(int[] rows)
    {
        using var index = HostTensors.ToDevice<int>(rows, torch.ScalarType.Int32, _device, rows.Length);
        HostTensors.Keep(ref _key0, index);
        HostTensors.Keep(ref _key1, index);
        _options = [.. rows.Select(row => _options[row])];
        Forget();
    }

    public void Dispose()
    {
        _key0.Dispose();
        _key1.Dispose();
        Forget();
    }

    private static double Rate(TrainingOptions options, int layer) =>
        layer == DropoutRule.Input ? options.InputDropout : options.Dropout.Of(layer);

    /// <summary>The numbers that decide in a layer, <c>[networks, 1, 1]</c>, carried to the device once.</summary>
    private (Tensor Thresholds, Tensor Scales) Of(int layer)
    {
        if (!_layers.TryGetValue(layer, out var known))
            _layers[layer] = known = (
                PerNetwork<long>(torch.ScalarType.Int64, _options.Select(options => (long)DropoutRule.Threshold(Rate(options, layer)))),
                PerNetwork<float>(torch.ScalarType.Float32, _options.Select(options => DropoutRule.Scale(Rate(options, layer)))));
        return known;
    }

    private void Forget()
    {
        foreach (var (thresholds, scales) in _layers.Values)
        {
            thresholds.Dispose();
            scales.Dispose();
        }
        _layers.Clear();
    }

    private Tensor PerNetwork<T>(torch.ScalarType type, IEnumerable<T> values)
        where T : unmanaged
    {
        T[] array = [.. values];
        return HostTensors.ToKeep<T>(array, type, _device, array.Length, 1, 1);
    }

    private static Tensor Word(uint value) => torch.tensor((long)value);
}

/// <summary><see cref="Philox"/> 4x32-10 in tensor operations, so that random words need not be drawn here and carried to a GPU.</summary>
/// <remarks>Words are int64 tensors with values below 2^32. A product of two of them may wrap around: its
/// low 64 bits are still right, and masking takes off the sign that a shift draws in.</remarks>
internal static class TensorPhilox
{
    private const int Rounds = 10;

    // Constants lie in this memory, where they meet tensors of any device without being copied to it.
    private static readonly Tensor Mask = Constant(0xFFFFFFFF);
    private static readonly Tensor HalfWord = Constant(32);

    // The constants of Philox: two odd multipliers, and the Weyl increments of the key.
    private const long Multiplier0 = 0xD2511F53;
    private const long Multiplier1 = 0xCD9E8D57;
    private const long Weyl0 = 0x9E3779B9;
    private const long Weyl1 = 0xBB67AE85;

    /// <summary>The four random words of each counter under each key.</summary>
    /// <param name="counter">The counter's words; they broadcast against each other and against the keys.</param>
    /// <param name="key0">The keys' low halves.</param>
    public static Tensor[] Block(Tensor[] counter, Tensor key0, Tensor key1)
    {
        var words = counter;
        for (var round = 0; round < Rounds; round++)
            words = Round(words, Advance(key0, Weyl0 * round), Advance(key1, Weyl1 * round));
        return words;
    }

    private static Tensor Advance(Tensor key, long by) => key.Plus(by).bitwise_and_(Mask);

    private static Tensor[] Round(Tensor[] x, Tensor key0, Tensor key1)
    {
        Tensor product0 = x[0].Times(Multiplier0), product1 = x[2].Times(Multiplier1);
        return
        [
            High(product1).bitwise_xor(x[1]).bitwise_xor(key0),
            product1.bitwise_and(Mask),
            High(product0).bitwise_xor(x[3]).bitwise_xor(key1),
            product0.bitwise_and(Mask),
        ];
    }

    private static Tensor High(Tensor product) => product.bitwise_right_shift(HalfWord).bitwise_and(Mask);

    private static Tensor Constant(long value) => torch.tensor(value).DetachFromDisposeScope();
}
