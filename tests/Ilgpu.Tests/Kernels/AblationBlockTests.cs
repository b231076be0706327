using Engine.Ablation;
using Engine.Analysis;
using Engine.Networks;
using Testing.Analysis;

namespace Ilgpu.Tests.Kernels;

/// <summary>Curves at every size of group: the same bits, and the reference's numbers.</summary>
[Collection(Simulators.OneAtATime)]
public class AblationBlockTests
{
    private static readonly AnalysisResources Resources = new(1, AnalysisResources.DefaultMemory);

    public static TheoryData<int, int> BlocksAndScopes =>
    [
        .. new[] { 3, 32 }.SelectMany(block => new[] { 0, 1 }.Select(layer => new TheoryDataRow<int, int>(block, layer))),
    ];

    [Theory]
    [MemberData(nameof(BlocksAndScopes))]
    public void A_curve_does_not_depend_on_the_group(int block, int layer)
    {
        var which = new AblationCase("5-6-4", Activation.Relu, false, 6, 4, 130, layer);
        using var alone = Simulators.Device(1);
        using var device = Simulators.Device(block);
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
