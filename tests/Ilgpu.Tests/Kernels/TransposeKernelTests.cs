using Kernels.Ilgpu.Products;

namespace Ilgpu.Tests.Kernels;

[Collection(Simulators.OneAtATime)]
public class TransposeKernelTests
{
    public static TheoryData<string, int> Devices => KernelDevices.All;

    [Theory]
    [MemberData(nameof(Devices))]
    public void Every_element_lands_where_it_belongs(string name, int block)
    {
        const int rows = 37, columns = 45, sourceStride = 50, targetStride = 40;
        float[] source = [.. Enumerable.Range(1, rows * sourceStride).Select(i => (float)i)];
        using var machine = KernelDevices.Open(name, block);
        var target = machine.Run(() =>
        {
            using var memory = machine.NewMemory();
            var arguments = new TransposeArguments
            {
                Source = memory.Upload(source),
                Target = memory.Zeros<float>(columns * targetStride),
                Rows = rows,
                Columns = columns,
                SourceStride = sourceStride,
                TargetStride = targetStride,
            };
            machine.Kernels.Transpose(arguments);
            return machine.Download(arguments.Target);
        });
        for (var column = 0; column < columns; column++)
        {
            for (var row = 0; row < targetStride; row++)
                Assert.Equal(row < rows ? source[(row * sourceStride) + column] : 0, target[(column * targetStride) + row]);
        }
    }
}
