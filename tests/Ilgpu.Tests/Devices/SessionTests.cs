using Engine.Ablation;
using Engine.Analysis;
using Engine.Networks;
using Ilgpu.Tests.Kernels;
using Kernels.Ilgpu.Devices;
using Testing.Analysis;

namespace Ilgpu.Tests.Devices;

public class SessionTests
{
    private static readonly AnalysisResources Resources = new(1, AnalysisResources.DefaultMemory);

    /// <summary>As two runs of the engine on one machine have it, each with an accelerator and kernels of its own.</summary>
    [Theory]
    [InlineData("ilgpu-cpu")]
    [InlineData("ilgpu-opencl")]
    [InlineData("ilgpu-cuda")]
    public async Task Accelerators_side_by_side_leave_each_other_alone(string name)
    {
        AblationCase[] cases =
        [
            .. Enumerable.Range(0, 3).Select(layer => new AblationCase("9-12", Activation.Tanh, false, 6, 4, 150, layer)),
        ];
        using var alone = Open(name);
        var expected = cases.Select(which => Ablate(alone, which)).ToArray();
        var together = await Task.WhenAll(
            cases.Select(which => Task.Factory.StartNew(() => AblateAlone(name, which), TaskCreationOptions.LongRunning)));
        foreach (var (one, other) in expected.Zip(together))
            Agreement.Identical(one, other);
    }

    [Fact]
    public void A_device_can_be_ended_and_used_again()
    {
        var which = new AblationCase("9-12", Activation.Relu, false, 6, 4, 150, 1);
        using var device = Simulators.Device(1);
        var first = Ablate(device, which);
        device.Dispose();
        Agreement.Identical(first, Ablate(device, which));
    }

    /// <summary>As a user has it: on all cores.</summary>
    [Fact]
    public void The_cores_of_the_simulator_leave_no_trace()
    {
        var which = new AblationCase("5-4", Activation.Relu, false, 6, 4, 300, 0);
        using var alone = Simulators.Device(1);
        using var device = IlgpuDevices.Find("ilgpu-cpu", null)!;
        Agreement.Identical(Ablate(alone, which), Ablate(device, which));
    }

    [Fact]
    public void Logistic_regression_has_nothing_to_measure_but_is_evaluated()
    {
        using var device = Simulators.Device(1);
        var network = RandomNetworks.Create(new NetworkShape(5, [], 3, Activation.Relu, false), 2);
        var data = RandomData.Create(300, 5, 3, 4);
        using var session = device.Open(network, Resources);
        Assert.Empty(session.Measure(data, [Engine.Measures.QuantizerRule.OneBit], false, TestContext.Current.CancellationToken));
        var input = new float[5];
        var correct = Enumerable.Range(0, 300).Count(sample =>
        {
            data.Features.Read(sample, input);
            var logits = PlainForwardPass.Run(network, input)[^1];
            return Array.IndexOf(logits, logits.Max()) == data.Labels[sample];
        });
        Assert.Equal(correct / 300.0, session.Evaluate(data).Accuracy, 1e-12);
    }

    [Fact]
    public void Layers_after_saved_outputs_are_refused()
    {
        using var device = Simulators.Device(1);
        var network = Network.OfOutputs(Activation.Relu, [new DenseLayer(2, 2, [1, 0, 0, 1], [0, 0])], []);
        var error = Assert.Throws<Engine.UserErrorException>(() => device.Open(network, Resources));
        Assert.Contains("ilgpu-cpu takes whole networks", error.Message, StringComparison.Ordinal);
    }

    /// <summary>As a sweep over several devices has them: each with an accelerator and a thread of its own, at the same time.</summary>
    [Theory]
    [InlineData("ilgpu-cpu", 3)]
    [InlineData("ilgpu-opencl", 1)]
    [InlineData("ilgpu-cuda", 1)]
    public async Task Another_device_of_a_kind_comes_to_the_same(string kind, int index)
    {
        var which = new AblationCase("9-12", Activation.Relu, false, 6, 4, 150, 1);
        using IlgpuDevice first = Open(kind), other = new(DeviceAddress.TryParse($"{kind}:{index}")!.Value, new DeviceSettings(Cores: 1));
        Assert.SkipUnless(other.Availability.IsAvailable, $"{other.Name} is not here: {other.Availability.Detail}");
        Assert.Equal(first.InstructionSet, other.InstructionSet);
        var together = await Task.WhenAll(
            new[] { first, other }.Select(device => Task.Factory.StartNew(() => Ablate(device, which), TaskCreationOptions.LongRunning)));
        Agreement.Identical(together[0], together[1]);
    }

    private static IReadOnlyList<AblationCurve> Ablate(IlgpuDevice device, AblationCase which)
    {
        using var session = device.Open(which.Network, Resources);
        return session.Ablate(which.Request(), TestContext.Current.CancellationToken);
    }

    private static IReadOnlyList<AblationCurve> AblateAlone(string name, AblationCase which)
    {
        using var device = Open(name);
        return Ablate(device, which);
    }

    private static IlgpuDevice Open(string name) =>
        RealDevice.Require(new IlgpuDevice(DeviceAddress.TryParse(name)!.Value, new DeviceSettings(Cores: 1)));
}
