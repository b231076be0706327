using Engine.Torch.Steps;
using Engine.Training;

namespace Engine.Torch.Stacks;

/// <summary>An epoch's losses and right answers, kept on the device until its end: to ask after each step would make a GPU wait for the questioner.</summary>
internal sealed class EpochTally : IDisposable
{
    private readonly Tensor _losses;
    private readonly Tensor _correct;
    private readonly int _networks;
    private int _steps;

    public EpochTally(int steps, int networks, torch.Device device)
    {
        _networks = networks;
        _losses = torch.zeros(steps, networks, torch.ScalarType.Float64, device);
        _correct = torch.zeros(networks, torch.ScalarType.Int64, device);
    }

    /// <summary>Outlives the dispose scope that it is made in.</summary>
    public EpochTally DetachFromScope()
    {
        _losses.DetachFromDisposeScope();
        _correct.DetachFromDisposeScope();
        return this;
    }

    /// <summary>Steps of the epoch that are done.</summary>
    public int Steps => _steps;

    public void Add(BatchLoss loss)
    {
        _losses.select(0, _steps++).copy_(loss.Sums);
        _correct.add_(loss.Correct);
    }

    /// <summary>The sums of each network.</summary>
    public TrainingSum[] Read()
    {
        var losses = HostTensors.ToArray<double>(_losses);
        var correct = HostTensors.ToArray<long>(_correct);
        return [.. correct.Select((right, net) => Sum([.. Enumerable.Range(0, _steps).Select(step => losses[(step * _networks) + net])], right))];
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
