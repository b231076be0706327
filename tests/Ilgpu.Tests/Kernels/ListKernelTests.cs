using Kernels.Ilgpu.Ablation;

namespace Ilgpu.Tests.Kernels;

[Collection(Simulators.OneAtATime)]
public class ListKernelTests
{
    private const int Neurons = 3;
    private const int Samples = 601;
    private const int Stride = 640;

    public static TheoryData<string, int> Devices => KernelDevices.All;

    /// <summary>
    /// Neuron 0 is never 0, neuron 1 always; neuron 2 on all but every third sample, and beyond the last sample none counts.
    /// </summary>
    [Theory]
    [MemberData(nameof(Devices))]
    public void Each_neuron_lists_the_samples_on_which_it_is_not_0(string name, int block)
    {
        float[] outputs = [
            .. Enumerable.Repeat(-1f, Stride),
            .. Enumerable.Repeat(-0f, Stride),
            .. Enumerable.Range(0, Stride).Select(sample => sample % 3 == 0 ? 0 : 1e-30f)];
        int[][] expected = [[.. Enumerable.Range(0, Samples)], [], [.. Enumerable.Range(0, Samples).Where(sample => sample % 3 != 0)]];
        using var machine = KernelDevices.Open(name, block);
        var (lists, counts) = machine.Run(() =>
        {
            using var memory = machine.NewMemory();
            var arguments = new ListArguments
            {
                Outputs = memory.Upload(outputs),
                Lists = memory.Zeros<int>(Neurons * Stride),
                Counts = memory.Zeros<int>(Neurons),
                Neurons = Neurons,
                Samples = Samples,
                Stride = Stride,
            };
            machine.Kernels.List(arguments);
            return (machine.Download(arguments.Lists), machine.Download(arguments.Counts));
        });
        Assert.Equal(expected.Select(list => list.Length), counts);
        for (var neuron = 0; neuron < Neurons; neuron++)
            Assert.Equal(expected[neuron], lists.AsSpan(neuron * Stride, counts[neuron]).ToArray().Order());
    }
}
