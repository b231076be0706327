using Engine;
using Engine.Analysis;
using Engine.Simd;
using Engine.Tables;
using Engine.Training;
using Harness.Parquet;
using Kernels.Simd;

namespace Harness.Cli.Providers;

/// <summary>Everything this build can train, analyze and store with, by name.</summary>
/// <remarks>Each card provider adds itself in a file of its own, <c>ProviderSet.NAME.cs</c>, which is compiled where its packages are: a call
/// to a partial method without a body is none.</remarks>
internal sealed partial class ProviderSet
{
    private readonly ProviderPort<ITrainer> _trainers;
    // To count GPUs starts their driver: only a command that uses devices does.
    private readonly Lazy<ProviderPort<IAnalysisDevice>> _devices = new(Devices);
    private readonly ProviderPort<ITableFormat> _formats;

    public ProviderSet()
    {
        List<ITrainer> trainers = [new SimdTrainer()];
        List<ITableFormat> formats = [new EmbeddedParquet()];
        AddTorch(trainers);
        AddParquetNet(formats);
        _trainers = new(ProviderKind.Trainer, trainers.Select(it => new BuiltProvider<ITrainer>(it.Name, () => it.Availability, it)));
        _formats = new(ProviderKind.Tables, formats.Select(it => new BuiltProvider<ITableFormat>(it.Name, () => Availability.Yes("Parquet files"), it)));
    }

    /// <param name="name">A trainer's name, <c>auto</c>, or <c>cuda</c> for torch-cuda.</param>
    /// <exception cref="UsageException">It is unknown or not available, with the reason.</exception>
    public ITrainer Trainer(string name) => _trainers.Choose(name);

    /// <param name="name">A device's name, <c>auto</c>, or <c>cuda</c> for ilgpu-cuda.</param>
    /// <exception cref="UsageException">It is unknown or not available, with the reason.</exception>
    public IAnalysisDevice Device(string name) => _devices.Value.Choose(name);

    /// <param name="name">A table format's name, or <c>auto</c>.</param>
    /// <exception cref="UsageException">It is unknown or not built.</exception>
    public ITableFormat Tables(string name) => _formats.Choose(name);

    /// <summary>Every trainer, device and table format that there can be.</summary>
    public IEnumerable<ProviderLine> Lines() => [.. _trainers.Lines(), .. _devices.Value.Lines(), .. _formats.Lines()];

    private static ProviderPort<IAnalysisDevice> Devices()
    {
        List<IAnalysisDevice> devices = [new SimdDevice()];
        AddIlgpu(devices);
        return new(ProviderKind.Device, devices.Select(it => new BuiltProvider<IAnalysisDevice>(it.Name, () => it.Availability, it)));
    }

    static partial void AddTorch(List<ITrainer> trainers);

    static partial void AddIlgpu(List<IAnalysisDevice> devices);

    static partial void AddParquetNet(List<ITableFormat> formats);
}
