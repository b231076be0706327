using System.Runtime.Intrinsics;
using Engine.Ablation;
using Engine.Inference;
using Engine.Networks;
using Engine.Numerics;
using Kernels.Simd.Ablation;
using Kernels.Simd.Ablation.Lanes;
using Kernels.Simd.Ablation.Rows;
using Tests.Contracts.Analysis;

namespace Kernels.Simd.Tests.Ablation;

/// <summary>The two ways through a block of samples: the same bits, so that which one is taken leaves no trace.</summary>
public sealed class LaneAndRowTests
{
    private const int Block = 64;

    /// <summary>Classes around a tile of five and a panel of sixteen, one hidden layer and two, samples that fill no panel.</summary>
    public static TheoryData<AblationCase> Cases => [..
        from shape in new[] { "7", "33", "20-34", "5-16", "40-7" }
        from activation in new[] { Activation.Relu, Activation.LeakyRelu, Activation.Tanh }
        from classes in new[] { 2, 4, 5, 10, 17, 33 }
        from layer in shape.Contains('-', StringComparison.Ordinal) ? new[] { 0, 1, 2 } : [0, 1]
        select new AblationCase(shape, activation, false, 6, classes, 83, layer)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Records_are_equal_to_the_last_bit(AblationCase sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var expected = Rows<Lanes128, Vector128<float>>(sample, VectorWidth.Bits128);
        Assert.Equal(expected, Lanes<Lanes128, Vector128<float>>(sample, VectorWidth.Bits128));
        Assert.Equal(expected, Lanes<Lanes256, Vector256<float>>(sample, VectorWidth.Bits256));
        Assert.Equal(expected, Lanes<Lanes512, Vector512<float>>(sample, VectorWidth.Bits512));
        Assert.Equal(expected, Rows<Lanes256, Vector256<float>>(sample, VectorWidth.Bits256));
        Assert.Equal(expected, Rows<Lanes512, Vector512<float>>(sample, VectorWidth.Bits512));
    }

    /// <summary>Where two classes always have the same logit, the lowest is predicted.</summary>
    [Fact]
    public void Exact_ties_go_to_the_lowest_class()
    {
        var network = new Network([new DenseLayer(2, 3, [1, 0, 0, 1, 1, 1], [0, 0, 0]), new DenseLayer(3, 6, [.. Enumerable.Repeat(0.5f, 18)], [0, 1, 1, 1, 0, 0])], Activation.Relu);
        var request = new AblationRequest(RandomData.Create(50, 2, 6, 1), new AblationScope(1), [new("one", AblationDirection.Ascending, 0, [new(1, 2), new(1, 0), new(1, 1)])], 0, 0);
        var records = Run(network, request, new LaneEvaluator<Lanes256, Vector256<float>>(new PackedNetwork(network), request, Block, VectorWidth.Bits256));
        var ones = request.Data.Labels.AsSpan(0, 50).ToArray().Count(label => label == 1);
        Assert.All(records[0], record => Assert.Equal((ones, 50), (record.Correct, record.NearTies)));
    }

    private static StepRecord[][] Lanes<TLanes, TVector>(AblationCase sample, VectorWidth width)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged
    {
        var request = sample.Request(4);
        return Run(sample.Network, request, new LaneEvaluator<TLanes, TVector>(new PackedNetwork(sample.Network), request, Block, width));
    }

    private static StepRecord[][] Rows<TLanes, TVector>(AblationCase sample, VectorWidth width)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged
    {
        var request = sample.Request(4);
        return Run(sample.Network, request, new RowEvaluator<TLanes, TVector>(new PackedNetwork(sample.Network), request, Block, width));
    }

    /// <summary>Both blocks, one after the other.</summary>
    private static StepRecord[][] Run(Network network, AblationRequest request, IBlockEvaluator evaluator)
    {
        using var factory = new PlanFactory(network, request.Scope);
        var plans = factory.Next(request.Orders, 0, long.MaxValue);
        var checks = request.Orders.Select((_, i) => new DriftCheck(request, i, Block)).ToArray();
        var records = new List<StepRecord[]>();
        for (var block = 0; block * Block < request.Data.Samples; block++)
        {
            StepRecord[][] found = [.. plans.Select(plan => new StepRecord[plan.Order.Removed.Length + 1])];
            evaluator.Run(block, plans, checks, found, TestContext.Current.CancellationToken);
            records.AddRange(found);
        }
        evaluator.Dispose();
        foreach (var plan in plans)
            plan.Dispose();
        return [.. records];
    }
}
