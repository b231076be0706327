using Engine.Torch.Stacks;
using Engine.Training;

namespace Engine.Torch.Optimizers;

/// <summary>Changes the parameters of a stack by their gradient, each network with settings of its own.</summary>
internal interface IStackOptimizer : IDisposable
{
    /// <param name="parameters"><c>[networks, parameters]</c>, changed in place.</param>
    /// <param name="gradient">Of the mean loss, without L2; the same shape, changed too.</param>
    /// <param name="factor">Of each network's learning rate in this step.</param>
    void Step(Tensor parameters, Tensor gradient, double factor);

    /// <summary>Keeps the networks of the rows given (int32 on the device) and forgets the others.</summary>
    void Keep(Tensor rows);

    /// <summary>Writes what it keeps from step to step.</summary>
    void Save(BinaryWriter state);

    /// <summary>Takes up what was saved of as many networks.</summary>
    void Load(BinaryReader state);
}

/// <summary>The settings of a stack's networks that an optimizer's step takes in, <c>[networks, 1]</c> each.</summary>
internal sealed class NetworkSettings : IDisposable
{
    private readonly bool _decays;
    private readonly double? _commonRate;
    private readonly Tensor? _matrices;
    private Tensor _rate;
    private Tensor _l2;
    private Tensor _momentum;

    /// <param name="jobs">With L2 on the same parameters.</param>
    public NetworkSettings(IReadOnlyList<TrainingJob> jobs, StackLayout layout, torch.Device device)
    {
        if (jobs[0].Options.L2On == L2Target.Weights)
            _matrices = HostTensors.ToKeep<float>(layout.Matrices(), torch.ScalarType.Float32, device, 1, layout.Length);
        _decays = jobs.Any(job => job.Options.L2 > 0);
        _commonRate = jobs.Select(job => job.Options.LearningRate).Distinct().Count() == 1 ? jobs[0].Options.LearningRate : null;
        _rate = Column(jobs, options => options.LearningRate, device);
        _l2 = Column(jobs, options => options.L2, device);
        _momentum = Column(jobs, options => options.Momentum, device);
    }

    public Tensor Rate => _rate;

    /// <summary>The learning rate of all networks where it is one: a number costs no pass over memory.</summary>
    public double? CommonRate => _commonRate;

    public Tensor Momentum => _momentum;

    /// <summary>gradient += lambda * parameters.</summary>
    public void AddL2(Tensor gradient, Tensor parameters, Tile tile)
    {
        if (_decays)
            gradient.PlusProductIn(
                _matrices is null ? parameters : parameters.mul(_matrices.narrow(1, tile.Column, tile.Columns)), tile.RowsOf(_l2));
    }

    public void Keep(Tensor rows)
    {
        HostTensors.Keep(ref _rate, rows);
        HostTensors.Keep(ref _l2, rows);
        HostTensors.Keep(ref _momentum, rows);
    }

    public void Dispose()
    {
        _rate.Dispose();
        _l2.Dispose();
        _momentum.Dispose();
        _matrices?.Dispose();
    }

    /// <summary>One setting of all networks, float32 <c>[networks, 1]</c>.</summary>
    public static Tensor Column(IReadOnlyList<TrainingJob> jobs, Func<TrainingOptions, double> setting, torch.Device device) =>
        HostTensors.ToKeep<float>(
            jobs.Select(job => (float)setting(job.Options)).ToArray(), torch.ScalarType.Float32, device, jobs.Count, 1);
}

/// <summary>A part of a stack's tensors of parameters, <c>[networks, parameters]</c>.</summary>
internal readonly record struct Tile(long Row, long Rows, long Column, long Columns)
{
    /// <summary>Values for each thread: enough for a loop in libtorch, and few enough to stay
    /// in a core's cache through all operations of an optimizer's step.</summary>
    private const long PerThread = 1 << 17;

    /// <summary>Runs a step tile by tile on a CPU, and at once on a GPU, where each
    /// operation costs a launch. A tile's intermediate tensors end with it.</summary>
    public static void Run(Tensor parameters, Action<Tile> step)
    {
        long rows = parameters.shape[0], columns = parameters.shape[1];
        var most = parameters.device.type == DeviceType.CPU ? PerThread * torch.get_num_threads() : rows * columns;
        long height = Math.Clamp(most / columns, 1, rows), width = Math.Min(most, columns);
        for (var row = 0L; row < rows; row += height)
        {
            for (var column = 0L; column < columns; column += width)
            {
                using var scope = torch.NewDisposeScope();
                step(new Tile(row, Math.Min(height, rows - row), column, Math.Min(width, columns - column)));
            }
        }
    }

    public Tensor Of(Tensor values) => values.narrow(0, Row, Rows).narrow(1, Column, Columns);

    /// <param name="setting">Of each network, <c>[networks, 1]</c>.</param>
    public Tensor RowsOf(Tensor setting) => setting.narrow(0, Row, Rows);
}
