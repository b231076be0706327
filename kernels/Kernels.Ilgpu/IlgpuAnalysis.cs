using Engine;
using Engine.Ablation;
using Engine.Ablation.Sets;
using Engine.Analysis;
using Engine.Data;
using Engine.Measures;
using Engine.Networks;
using Engine.Numerics;
using Engine.Pairs;
using Engine.Training;
using ILGPU.Runtime;
using Kernels.Ilgpu.Ablation;
using Kernels.Ilgpu.Ablation.Sets;
using Kernels.Ilgpu.Devices;
using Kernels.Ilgpu.Networks;
using Kernels.Ilgpu.Pairs;

namespace Kernels.Ilgpu;

/// <summary>One network on a device; every call is one job on the device's thread.</summary>
internal sealed class IlgpuAnalysis : IAnalysisSession
{
    private readonly IlgpuDevice _device;
    private readonly Machine _machine;
    private readonly MemoryBudget _budget;
    private readonly WorkerTeam _team;
    private readonly DeviceNetwork _network;
    private readonly DeviceInputs _inputs;

    public IlgpuAnalysis(IlgpuDevice device, Machine machine, Network network, AnalysisResources resources, MemoryBudget budget)
    {
        (_device, _machine, _budget) = (device, machine, budget);
        _network = device.Run(machine, () => budget.Run("loading the network", _ => new DeviceNetwork(machine, network)));
        _team = new WorkerTeam(resources.Threads);
        _inputs = new DeviceInputs(machine, _team);
    }

    public Network Network => _network.Network;

    public Evaluation Evaluate(LabelledData data, CancellationToken cancellation = default)
    {
        Network.RequireFit(data);
        return _device.Run(
            _machine,
            () => _budget.Run(
                "evaluating", bytes => DeviceEvaluator.Evaluate(_machine, _network, _inputs, data, _team, bytes, cancellation)));
    }

    public IReadOnlyList<LayerMeasurement> Measure(
        LabelledData data, IReadOnlyList<QuantizerRule> rules, bool codes, CancellationToken cancellation)
    {
        Network.RequireFit(data);
        if (data.Samples == 0)
            throw new UserErrorException("there is no sample to measure neurons on; choose a split that has some");
        return _device.Run(
            _machine, () => new LayerMeasurer(_machine, _network, _inputs, data, rules, codes, _team).Run(_budget, cancellation));
    }

    public IPairCounts CountPairs(BitPlanes planes) => new DevicePairs(_device, _machine, planes, _budget);

    public IReadOnlyList<AblationCurve> Ablate(AblationRequest request, CancellationToken cancellation)
    {
        request.RequireFit(Network);
        var (curves, found) = _device.Run(
            _machine, () => new CurveEvaluator(_machine, _network, _inputs, request, _team).Run(_budget, cancellation));
        _team.Run(found.Count, order => found[order].Verify(Network));
        return curves;
    }

    public SetFindings Remove(SetRequest request, CancellationToken cancellation)
    {
        var checks = new SetChecks(Network, request);
        var (findings, found) = _device.Run(
            _machine, () => new SetEvaluator(_machine, _network, _inputs, request, checks, _team).Run(_budget, cancellation));
        _team.Run(found.Count, i => checks.Verify(found[i].Set, found[i].Sample, found[i].Score));
        return findings;
    }

    public void Dispose()
    {
        _team.Dispose();
        _machine.Run(Free);
    }

    private int Free()
    {
        try
        {
            _inputs.Dispose();
            _network.Dispose();
        }
        catch (AcceleratorException)
        {
            // The device is gone, and its memory with it; the job that found out has said so.
        }
        return 0;
    }
}
