using Engine.Torch.Optimizers;

namespace Torch.Tests;

/// <summary>An optimizer's step reaches every parameter once, with the settings of its network.</summary>
public sealed class TileTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 70)]
    [InlineData(3, 200_000)]
    [InlineData(5, 131_072)]
    [InlineData(1000, 300)]
    public void Tiles_cover_all_networks_and_parameters_once(int networks, int parameters)
    {
        Assert.NotNull(TorchCpu.Trainer);
        using var scope = torch.NewDisposeScope();
        float[] settings = [.. Enumerable.Range(1, networks)];
        var setting = HostTensors.ToDevice<float>(settings, torch.ScalarType.Float32, torch.CPU, networks, 1);
        var values = torch.zeros(networks, parameters);
        Tile.Run(values, tile => tile.Of(values).PlusIn(tile.RowsOf(setting)));
        var found = HostTensors.ToArray<float>(values);
        for (var i = 0; i < found.Length; i++)
            Assert.Equal(settings[i / parameters], found[i]);
    }
}
