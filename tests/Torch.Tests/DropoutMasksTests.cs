using Engine.Networks;
using Engine.Randomness;
using Engine.Torch.Dropout;
using Engine.Training;

namespace Torch.Tests;

/// <summary>The same units are dropped wherever the factors are computed.</summary>
public sealed class DropoutMasksTests
{
    private static readonly NetworkShape Shape = new(3, [4], 2, Activation.Relu, false);

    private static readonly TrainingJob[] Jobs =
    [
        Job(0.5, 0, 0.25), Job(0, 1), Job(0.3, ulong.MaxValue), Job(0.999, 0x1_0000_0001), Job(0.1, 0x8000_0000_8000_0000),
    ];

    public static TheoryData<long, int, int, int> Places() => new()
    {
        { 0, 0, 1, 1 }, { 1, 0, 5, 4 }, { 7, 2, 3, 9 }, { uint.MaxValue, 1, 4, 17 },
        { 1L << 32, 3, 2, 100 }, { (5L << 32) + 3, 63, 1, 30 }, { 9, DropoutRule.Input, 3, 21 },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Host_and_device_give_the_rule_s_factors(long step, int layer, int rows, int width)
    {
        Assert.NotNull(TorchCpu.Trainer);
        float[] expected = [.. Jobs.SelectMany(job => Expected(job, step, layer, rows, width))];
        using IDropoutMasks host = new HostMasks(Jobs), device = new DeviceMasks(Jobs, torch.CPU);
        Assert.Equal(expected, Read(host, step, layer, rows, width));
        Assert.Equal(expected, Read(device, step, layer, rows, width));
    }

    [Fact]
    public void Each_layer_has_its_rate_and_one_without_drops_nothing()
    {
        Assert.NotNull(TorchCpu.Trainer);
        TrainingJob[] jobs =
            [.. new ulong[] { 1, 2 }.Select(seed => new TrainingJob(
                Shape with { Hidden = [4, 4, 4] }, new TrainingOptions { Dropout = new DropoutRates([0, 0.5, 0.2]) }, seed))];
        foreach (var masks in new IDropoutMasks[] { new HostMasks(jobs), new DeviceMasks(jobs, torch.CPU) })
        {
            using (masks)
            {
                Assert.Equal([false, true, true, false], new[] { 0, 1, 2, DropoutRule.Input }.Select(masks.DropsIn));
                foreach (var layer in new[] { 0, 1, 2 })
                    Assert.Equal([.. jobs.SelectMany(job => Expected(job, 5, layer, 3, 40))], Read(masks, 5, layer, 3, 40));
            }
        }
    }

    [Fact]
    public void Networks_that_are_kept_keep_their_factors()
    {
        Assert.NotNull(TorchCpu.Trainer);
        float[] expected = [.. new[] { Jobs[4], Jobs[0], Jobs[2] }.SelectMany(job => Expected(job, 3, 1, 2, 6))];
        foreach (var masks in new IDropoutMasks[] { new HostMasks(Jobs), new DeviceMasks(Jobs, torch.CPU) })
        {
            using (masks)
            {
                masks.Keep([4, 0, 2]);
                Assert.Equal(expected, Read(masks, 3, 1, 2, 6));
            }
        }
    }

    [Fact]
    public void Words_are_those_of_Philox()
    {
        Assert.NotNull(TorchCpu.Trainer);
        var random = new RandomStream(4, RandomPurpose.DataGeneration);
        uint Next() => (uint)random.NextInt(int.MaxValue) * 2 + (uint)random.NextInt(2);
        var drawn = Enumerable.Range(0, 50).Select(_ => Enumerable.Range(0, 6).Select(_ => Next()).ToArray());
        uint[][] rows = [.. drawn, [0, 0, 0, 0, 0, 0], [.. Enumerable.Repeat(uint.MaxValue, 6)]];
        Tensor Column(int index) => torch.tensor(rows.Select(row => (long)row[index]).ToArray());
        var found = TensorPhilox.Block([Column(0), Column(1), Column(2), Column(3)], Column(4), Column(5));
        long[][] words = [.. found.Select(HostTensors.ToArray<long>)];
        for (var i = 0; i < rows.Length; i++)
        {
            var expected = Philox.Block(new PhiloxBlock(rows[i][0], rows[i][1], rows[i][2], rows[i][3]), rows[i][4], rows[i][5]);
            Assert.Equal(expected, new PhiloxBlock((uint)words[0][i], (uint)words[1][i], (uint)words[2][i], (uint)words[3][i]));
            Assert.All(words, word => Assert.InRange(word[i], 0, uint.MaxValue));
        }
    }

    private static TrainingJob Job(double dropout, ulong seed, double input = 0) =>
        new(Shape, new TrainingOptions { Dropout = dropout, InputDropout = input }, seed);

    private static IEnumerable<float> Expected(TrainingJob job, long step, int layer, int rows, int width)
    {
        var rule = new DropoutRule(job.Options.Dropout, job.Seed, job.Options.InputDropout);
        return Enumerable.Range(0, rows).SelectMany(row =>
        {
            var factors = new float[width];
            rule.Fill(step, layer, row, factors);
            return factors;
        });
    }

    private static float[] Read(IDropoutMasks masks, long step, int layer, int rows, int width)
    {
        using var factors = masks.Factors(step, layer, rows, width);
        Assert.Equal([rows, width], factors.shape[1..]);
        return HostTensors.ToArray<float>(factors);
    }
}
