using Engine.Ablation;
using Engine.Analysis;
using Engine.Networks;
using Testing.Analysis;

namespace Ilgpu.Tests.Kernels;

/// <summary>Curves at every size of group: the same bits, and the reference's numbers; on OpenCL too.</summary>
[Collection(Simulators.OneAtATime)]
public class AblationBlockTests
{
    private static readonly AnalysisResources Resources = new(1, AnalysisResources.DefaultMemory);

    /// <summary>The last column is the layer, 0 for the whole network.</summary>
    public static TheoryData<string, int, int> DevicesAndScopes =>
    [
        .. new[] { (Simulators.Name, 3), (Simulators.Name, 32), ("ilgpu-opencl", 256), ("ilgpu-cuda", 256) }
            .SelectMany(it => new[] { 0, 1 }.Select(layer => new TheoryDataRow<string, int, int>(it.Item1, it.Item2, layer)
                .WithTrait(KernelDevices.Trait, it.Item1))),
    ];

    [Theory]
    [MemberData(nameof(DevicesAndScopes))]
    public void A_curve_depends_neither_on_the_group_nor_on_the_device(string name, int block, int layer)
    {
        var which = new AblationCase("5-6-4", Activation.Relu, false, 6, 4, 130, layer);
        using var alone = Simulators.Device(1);
        using var device = KernelDevices.Device(name, block);
        var found = Ablate(device, which);
        Agreement.Identical(Ablate(alone, which), found);
        Assert.All(ReferenceCurves.Of(which).Zip(found), pair => Agreement.Curves(pair.First, pair.Second));
    }

    private static IReadOnlyList<AblationCurve> Ablate(IlgpuDevice device, AblationCase which)
    {
        using var session = device.Open(which.Network, Resources);
        return session.Ablate(which.Request(), TestContext.Current.CancellationToken);
    }
}
