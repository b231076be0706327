using System.Collections.Immutable;
using Harness.Specs.Plans;

namespace Harness.Tests.Specs.Plans;

public class StackPlanTests
{
    private static ImmutableArray<PlannedRun> Plan(string lines) => RunPlan.Create(Specs.Read(Specs.Minimal + lines), "simd");

    [Fact]
    public void With_a_limit_of_one_each_run_stands_alone_in_the_order_of_the_plan()
    {
        var plan = Plan("seeds: 3\nsweep: {training.epochs: [1, 2], training.l2: [0, 1]}");
        var stacks = StackPlan.Create(plan, 1);
        Assert.All(stacks, stack => Assert.Single(stack));
        Assert.Equal(plan, stacks.Select(stack => stack[0]));
    }

    [Fact]
    public void What_a_network_may_have_for_itself_shares_a_stack()
    {
        var plan = Plan("""
            seeds: 2
            sweep:
              training.learning_rate: [0.1, 0.01]
              training.l2: [0, 1e-3]
              training.dropout: [0, 0.5]
              training.initialization: [he, glorot]
              ablation.random: [1, 2]
            """);
        Assert.Equal(plan, Assert.Single(StackPlan.Create(plan, 64)));
    }

    [Theory]
    [InlineData("network.hidden: [[4], [5], [4, 4]]")]
    [InlineData("network.activation: [relu, tanh]")]
    [InlineData("training.batch_norm: [false, true]")]
    [InlineData("training.batch_size: [8, 16]")]
    [InlineData("training.epochs: [1, 2]")]
    [InlineData("training.optimizer: [adam, sgd]")]
    [InlineData("training.objective: [vib, ceb], training.beta: [1]")]
    [InlineData("training.l2_on: [all, weights]")]
    [InlineData("training.schedule: [constant, cosine]")]
    [InlineData("training.warmup: [0, 2]")]
    [InlineData("training.validation: [10, 20]")]
    [InlineData("input.mean: [0, 0.5]")]
    [InlineData("dataset: [digits, mnist]")]
    public void What_it_may_not_parts_them(string axis)
    {
        var plan = Plan($"seeds: 2\nsweep: {{{axis}}}");
        var stacks = StackPlan.Create(plan, 64);
        Assert.Equal(plan.Length / 2, stacks.Length);
        Assert.All(stacks, stack => Assert.Equal(2, stack.Length));
        Assert.Equal(plan, stacks.SelectMany(stack => stack));
    }

    [Fact]
    public void Runs_that_draw_samples_of_their_own_stand_alone() =>
        Assert.All(StackPlan.Create(Plan("seeds: 3\ntraining: {subset: 100}"), 64), stack => Assert.Single(stack));

    [Fact]
    public void No_stack_exceeds_the_limit_and_every_run_is_in_one()
    {
        var plan = Plan("seeds: 7\nsweep: {training.epochs: [1, 2]}");
        var stacks = StackPlan.Create(plan, 3);
        Assert.Equal([3, 3, 1, 3, 3, 1], stacks.Select(stack => stack.Length));
        Assert.Equal(plan, stacks.SelectMany(stack => stack));
    }
}
