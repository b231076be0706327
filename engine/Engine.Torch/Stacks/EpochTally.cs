using Engine.Training;

namespace Engine.Torch.Stacks;

/// <summary>The sums over an epoch's steps for one network.</summary>
/// <param name="Loss">Sum of the samples' cross-entropies, nats; that of the diverged step where there is one.</param>
/// <param name="Diverged">The first step of the epoch (0-based) whose loss was not finite; null where there was none.</param>
internal sealed record TrainingSum(double Loss, long Correct, int? Diverged);

/// <summary>An epoch's losses and right answers, kept on the device until its end: to
/// ask after each step would make a GPU wait for the questioner.</summary>
internal sealed class EpochTally : IDisposable
{
    private readonly Tensor _losses;
    private readonly Tensor _correct;
    private readonly int _networks;
    private int _steps;

    public EpochTally(int steps, int networks, torch.Device device)
    {
        _networks = networks;
        _losses = torch.zeros(steps, networks, torch.ScalarType.Float64, device).DetachFromDisposeScope();
        _correct = torch.zeros(networks, torch.ScalarType.Int64, device).DetachFromDisposeScope();
    }

    /// <summary>Steps of the epoch that are done.</summary>
    public int Steps => _steps;

    /// <param name="losses">Sums of a batch's cross-entropies, float64 <c>[networks]</c>.</param>
    /// <param name="correct">Samples that were right, int64 <c>[networks]</c>.</param>
    public void Add(Tensor losses, Tensor correct)
    {
        _losses.select(0, _steps++).copy_(losses);
        _correct.PlusIn(correct);
    }

    /// <summary>The sums of each network.</summary>
    public TrainingSum[] Read()
    {
        var losses = HostTensors.ToArray<double>(_losses);
        var correct = HostTensors.ToArray<long>(_correct);
        return [.. correct.Select((right, net) => Sum(LossesOf(net), right))];

        double[] LossesOf(int net) => [.. Enumerable.Range(0, _steps).Select(step => losses[(step * _networks) + net])];
    }

    public void Save(BinaryWriter state)
    {
        state.Write(_steps);
        state.WriteBlock<double>(HostTensors.ToArray<double>(_losses));
        state.WriteBlock<long>(HostTensors.ToArray<long>(_correct));
    }

    public void Load(BinaryReader state)
    {
        _steps = state.ReadInt32();
        var (losses, correct) = (new double[_losses.numel()], new long[_correct.numel()]);
        state.ReadBlock<double>(losses);
        state.ReadBlock<long>(correct);
        using var lossesBefore = HostTensors.ToDevice<double>(losses, torch.ScalarType.Float64, _losses.device, _losses.shape);
        using var correctBefore = HostTensors.ToDevice<long>(correct, torch.ScalarType.Int64, _correct.device, _correct.shape);
        _losses.copy_(lossesBefore);
        _correct.copy_(correctBefore);
    }

    public void Dispose()
    {
        _losses.Dispose();
        _correct.Dispose();
    }

    private static TrainingSum Sum(double[] losses, long correct)
    {
        var diverged = Array.FindIndex(losses, loss => !double.IsFinite(loss));
        return diverged < 0 ? new TrainingSum(losses.Sum(), correct, null) : new TrainingSum(losses[diverged], correct, diverged);
    }
}
