namespace Engine.Tests.Devices;

public sealed class DeviceNameTests
{
    [Theory]
    [InlineData("ilgpu-cuda", "ilgpu-cuda", 0, "ilgpu-cuda")]
    [InlineData("ilgpu-cuda:0", "ilgpu-cuda", 0, "ilgpu-cuda")]
    [InlineData("ilgpu-cuda:1", "ilgpu-cuda", 1, "ilgpu-cuda:1")]
    [InlineData("torch-cuda:12", "torch-cuda", 12, "torch-cuda:12")]
    public void A_name_is_a_kind_and_a_number(string text, string kind, int index, string name)
    {
        Assert.Equal(new DeviceName(kind, index), DeviceName.TryParse(text));
        Assert.Equal(name, DeviceName.TryParse(text).ToString());
        Assert.Equal(kind, DeviceName.KindOf(text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(":1")]
    [InlineData("ilgpu-cuda:")]
    [InlineData("ilgpu-cuda:x")]
    [InlineData("ilgpu-cuda:-1")]
    [InlineData("ilgpu-cuda: 1")]
    [InlineData("ilgpu-cuda:1:1")]
    [InlineData("ilgpu-cuda:4294967296")]
    public void Anything_else_is_none(string? text) => Assert.Null(DeviceName.TryParse(text));
}
