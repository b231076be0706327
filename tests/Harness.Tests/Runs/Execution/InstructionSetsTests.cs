using Engine.Numerics;
using Harness.Runs.Execution;

namespace Harness.Tests.Runs.Execution;

public class InstructionSetsTests
{
    private static readonly string Processor = VectorWidths.NameOf(VectorWidths.Widest);

    [Fact]
    public void One_set_for_all_is_named_once()
    {
        Assert.Equal(Processor, InstructionSets.Of(Processor, Processor));
        Assert.Equal($"{Processor}, libtorch 2.10.0", InstructionSets.Of($"{Processor}, libtorch 2.10.0", Processor));
    }

    [Fact]
    public void Sets_that_differ_are_all_named_with_the_processors()
    {
        Assert.Equal($"NVIDIA H200, libtorch 2.10.0; {Processor}", InstructionSets.Of("NVIDIA H200, libtorch 2.10.0", Processor));
        Assert.Equal($"{Processor}; ILGPU 1.5.3, simulator", InstructionSets.Of(Processor, "ILGPU 1.5.3, simulator"));
        Assert.Equal(
            $"NVIDIA H200, libtorch 2.10.0; ILGPU 1.5.3, NVIDIA H200; {Processor}",
            InstructionSets.Of("NVIDIA H200, libtorch 2.10.0", "ILGPU 1.5.3, NVIDIA H200"));
    }
}
