using Engine.Randomness;
using Engine.Training;

namespace Engine.Torch.Dropout;

/// <summary>The factors of <see cref="DropoutRule"/> computed on the device, bit for bit.</summary>
internal sealed class DeviceMasks : IDropoutMasks
{
    private const int WordsPerBlock = 4;
    private const double Words = 4294967296.0;

    private readonly torch.Device _device;
    private Tensor _key0;
    private Tensor _key1;
    private Tensor _thresholds;
    private Tensor _scales;

    public DeviceMasks(IReadOnlyList<TrainingJob> jobs, torch.Device device)
    {
        _device = device;
        _key0 = PerNetwork<long>(torch.ScalarType.Int64, jobs.Select(job => (long)(uint)job.Seed));
        _key1 = PerNetwork<long>(torch.ScalarType.Int64, jobs.Select(job => (long)(job.Seed >> 32)));
        _thresholds = PerNetwork<long>(torch.ScalarType.Int64, jobs.Select(job => (long)(uint)(job.Options.Dropout * Words)));
        _scales = PerNetwork<float>(torch.ScalarType.Float32, jobs.Select(job => (float)(1 / (1 - job.Options.Dropout))));
    }

    public Tensor Factors(long step, int layer, int rows, int width)
    {
        using var scope = torch.NewDisposeScope();
        var blocks = (width + WordsPerBlock - 1) / WordsPerBlock;
        var first = torch.arange((long)rows * blocks, torch.ScalarType.Int64, _device).view(1, rows, blocks);
        var purpose = (uint)RandomPurpose.Dropout | ((uint)layer << 16);
        var words = TensorPhilox.Block([first, Word(purpose), Word((uint)step), Word((uint)(step >> 32))], _key0, _key1);
        var whole = torch.stack(words, 3).view(-1, rows, (long)blocks * WordsPerBlock);
        var kept = whole.narrow(2, 0, width).ge(_thresholds);
        return kept.mul(_scales).MoveToOuterDisposeScope();
    }

    public void Keep(int[] rows)
    {
        using var index = HostTensors.ToDevice<int>(rows, torch.ScalarType.Int32, _device, rows.Length);
        Replace(ref _key0, index);
        Replace(ref _key1, index);
        Replace(ref _thresholds, index);
        Replace(ref _scales, index);
    }

    public void Dispose()
    {
        foreach (var tensor in new[] { _key0, _key1, _thresholds, _scales })
            tensor.Dispose();
    }

    private static void Replace(ref Tensor tensor, Tensor index)
    {
        var kept = tensor.index_select(0, index);
        tensor.Dispose();
        tensor = kept;
    }

    private Tensor PerNetwork<T>(torch.ScalarType type, IEnumerable<T> values)
        where T : unmanaged
    {
        T[] array = [.. values];
        return HostTensors.ToDevice<T>(array, type, _device, array.Length, 1, 1);
    }

    private static Tensor Word(uint value) => torch.tensor((long)value);
}
