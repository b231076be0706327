using System.Runtime;
using Engine.Ablation;
using Engine.Analysis;
using Engine.Data;
using Engine.Measures;
using Engine.Networks;
using Engine.Numerics;
using Testing.Analysis;

namespace Kernels.Tests;

[Collection(Alone.Name)]
public sealed class NativeMemoryTests
{
    private const int Repetitions = 3;

    private static readonly NetworkShape Shape = new(200, [2000, 20], 10, Activation.Relu, false);

    private static readonly Network Network = RandomNetworks.Create(Shape, 1);

    private static readonly LabelledData Data = RandomData.Create(500, 200, 10, 1);

    [Fact]
    public void A_session_leaves_nothing_behind() => Repeat(() =>
    {
        using var session = Open();
        session.Measure(Data, [QuantizerRule.OneBit], false, TestContext.Current.CancellationToken);
        session.Ablate(Request(Data), TestContext.Current.CancellationToken);
    });

    [Fact]
    public void Nor_does_one_that_is_cancelled() => Repeat(() =>
    {
        using var session = Open();
        using var source = new CancellationTokenSource();
        var data = new LabelledData(new CancellingFeatures(Data.Features, 300, source), Data.Labels, Data.Classes);
        Assert.ThrowsAny<OperationCanceledException>(() => session.Measure(data, [QuantizerRule.OneBit], false, source.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => session.Ablate(Request(data), source.Token));
    });

    private static IAnalysisSession Open() => new SimdDevice().Open(Network, new AnalysisResources(2, AnalysisResources.DefaultMemory));

    private static AblationRequest Request(LabelledData data)
    {
        var scope = new AblationScope(2);
        return new AblationRequest(data, scope, ScopeOrders.Of(scope, Shape, 0), 1, 0);
    }

    /// <summary>Without finalizers, which would free in the end what nobody disposed of.</summary>
    private static void Repeat(Action body)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        // Within so many bytes no collection runs, and so no finalizer.
        Assert.True(GC.TryStartNoGCRegion(100L << 20));
        var before = AlignedBuffer.LiveBytes;
        for (var i = 0; i < Repetitions; i++)
        {
            body();
            Assert.Equal(before, AlignedBuffer.LiveBytes);
        }
        Assert.Equal(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
        GC.EndNoGCRegion();
    }
}
