using System.Runtime.Intrinsics;
using Engine.Ablation;
using Engine.Inference;
using Engine.Networks;
using Engine.Numerics;
using Kernels.Simd.Ablation;
using Kernels.Simd.Ablation.Rows;
using Testing.Analysis;

namespace Kernels.Tests.Ablation;

/// <summary>Blocks of samples against <see cref="PlainCurve"/>, to the last bit at every vector width.</summary>
public sealed class BlockEvaluatorTests
{
    private const int Block = 64;

    /// <summary>
    /// One to four hidden layers, widths around a panel and wide enough for sparse products, classes around a tile of five and a panel,
    /// samples that fill no group.
    /// </summary>
    public static TheoryData<AblationCase> Cases => [..
        from shape in new[] { "7", "33", "20-34", "5-16", "40-7", "9-33-18", "9-20-70-17", "9-20-130-17" }
        from activation in new[] { Activation.Relu, Activation.LeakyRelu, Activation.Tanh }
        from classes in shape.Split('-').Length > 2 ? new[] { 5, 10 } : [2, 4, 5, 10, 17, 33]
        from layer in Enumerable.Range(0, shape.Split('-').Length + 1)
        select new AblationCase(shape, activation, false, 6, classes, 83, layer),
        .. from activation in Enum.GetValues<Activation>().Where(activation => activation > Activation.Tanh)
           from layer in Enumerable.Range(0, 4)
           select new AblationCase("9-20-17", activation, false, 6, 5, 83, layer)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Records_are_those_of_plain_chains(AblationCase sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var (network, request) = (sample.Network, sample.Request());
        using var packed = new PackedNetwork(network);
        var plain = new PlainCurve(request, packed, Block);
        StepRecord[][] expected = [.. from block in new[] { 0, 1 } from order in request.Orders select plain.Records(block, order)];
        Assert.Equal(expected, Run<Lanes128, Vector128<float>>(network, request, VectorWidth.Bits128));
        Assert.Equal(expected, Run<Lanes256, Vector256<float>>(network, request, VectorWidth.Bits256));
        Assert.Equal(expected, Run<Lanes512, Vector512<float>>(network, request, VectorWidth.Bits512));
    }

    /// <summary>Where two classes always have the same logit, the lowest is predicted.</summary>
    [Fact]
    public void Exact_ties_go_to_the_lowest_class()
    {
        var network = new Network(
            [
                new DenseLayer(2, 3, [1, 0, 0, 1, 1, 1], [0, 0, 0]),
                new DenseLayer(3, 6, [.. Enumerable.Repeat(0.5f, 18)], [0, 1, 1, 1, 0, 0])], Activation.Relu);
        var request = new AblationRequest(
            RandomData.Create(50, 2, 6, 1), new AblationScope(1),
            [new("one", AblationDirection.Ascending, 0, [new(1, 2), new(1, 0), new(1, 1)])], 0, 0);
        var records = Run<Lanes256, Vector256<float>>(network, request, VectorWidth.Bits256);
        var ones = request.Data.Labels.AsSpan(0, 50).ToArray().Count(label => label == 1);
        Assert.All(records[0], record => Assert.Equal((ones, 50), (record.Correct, record.NearTies)));
    }

    /// <summary>All blocks, one after the other; twice, the second time over what the first left behind.</summary>
    private static StepRecord[][] Run<TLanes, TVector>(Network network, AblationRequest request, VectorWidth width)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged
    {
        using var packed = new PackedNetwork(network);
        using var factory = new PlanFactory(packed.Network, request.Scope);
        using var evaluator = new BlockEvaluator(
            new RowState<TLanes, TVector>(packed, request, Block, width), packed.Network, request, Block);
        var plans = factory.Next(request.Orders, 0, long.MaxValue);
        var first = RunBlocks(evaluator, request, plans);
        Assert.Equal(first, RunBlocks(evaluator, request, plans));
        foreach (var plan in plans)
            plan.Dispose();
        return first;
    }

    private static StepRecord[][] RunBlocks(BlockEvaluator evaluator, AblationRequest request, OrderPlan[] plans)
    {
        var checks = request.Orders.Select((_, i) => new DriftCheck(request, i, Block)).ToArray();
        var records = new List<StepRecord[]>();
        for (var block = 0; block * Block < request.Data.Samples; block++)
        {
            StepRecord[][] found = [.. plans.Select(plan => new StepRecord[plan.Order.Removed.Length + 1])];
            evaluator.Run(block, plans, checks, found, TestContext.Current.CancellationToken);
            records.AddRange(found);
        }
        return [.. records];
    }
}
