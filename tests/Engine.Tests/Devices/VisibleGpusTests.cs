namespace Engine.Tests.Devices;

/// <summary>The forms of CUDA_VISIBLE_DEVICES that the CUDA guide names: numbers, uuids of GPUs and of their parts.</summary>
public sealed class VisibleGpusTests
{
    private const string Uuid = "GPU-8932f937-d72c-4106-c12f-20bd9faed9f6";
    private const string Part = "MIG-c6d4f1ef-42e4-5de3-91c7-45d71c87eb3f";

    [Theory]
    [InlineData("", "CUDA_VISIBLE_DEVICES is empty, which hides every GPU")]
    [InlineData("  ", "CUDA_VISIBLE_DEVICES is empty, which hides every GPU")]
    [InlineData("-1", "=-1 hides every GPU: a negative number names none")]
    [InlineData("-1,0", "=-1,0 hides every GPU: a negative number names none")]
    [InlineData("7", "=7 names no GPU that is here: they are counted from 0")]
    [InlineData("7gpu,0", "=7gpu,0 names no GPU that is here: they are counted from 0")]
    [InlineData("0,1,0", "=0,1,0 names 0 twice, which hides every GPU")]
    [InlineData("1,01", "=1,01 names 1 twice, which hides every GPU")]
    [InlineData(Uuid, "=" + Uuid + " names no GPU that is here")]
    [InlineData(" GPU-8932f937 , GPU-11", "= GPU-8932f937 , GPU-11 names no GPU that is here")]
    [InlineData(Uuid + "," + Uuid, " names " + Uuid + " twice, which hides every GPU")]
    [InlineData(Part, "=" + Part + " names no part of a GPU that is here")]
    [InlineData("MIG-" + Uuid + "/1/0", "=MIG-" + Uuid + "/1/0 names no part of a GPU that is here")]
    [InlineData("MIG-" + Uuid + "/1/0,MIG-" + Uuid + "/2/0", " names no part of a GPU that is here")]
    [InlineData("gpu-8932f937", " names no GPU: needed are numbers, or uuids that begin with GPU- or MIG-")]
    [InlineData("8932f937-d72c", " names no GPU that is here: they are counted from 0")]
    [InlineData("all", " names no GPU: needed are numbers, or uuids that begin with GPU- or MIG-")]
    public void Why_no_GPU_is_seen(string value, string why)
    {
        var said = VisibleGpus.WhyNone(value)!;
        Assert.StartsWith("hidden by CUDA_VISIBLE_DEVICES: CUDA_VISIBLE_DEVICES", said, StringComparison.Ordinal);
        Assert.Contains(why, said, StringComparison.Ordinal);
        Assert.EndsWith(". Unset it, or name a GPU of nvidia-smi -L", said, StringComparison.Ordinal);
    }

    /// <summary>A uuid that begins with another one's letters is another GPU; what stands behind the list's end does not count.</summary>
    [Theory]
    [InlineData("GPU-8932f937,GPU-8932")]
    [InlineData("MIG-a/1/0,MIG-a/1/1")]
    [InlineData("0,x,0")]
    [InlineData("0,-1,0")]
    public void Not_everything_alike_is_the_same_GPU_twice(string value) =>
        Assert.DoesNotContain("twice", VisibleGpus.WhyNone(value), StringComparison.Ordinal);

    [Fact]
    public void Without_the_variable_it_hides_nothing()
    {
        Assert.Null(VisibleGpus.WhyNone(null));
        Assert.Empty(VisibleGpus.Aside(null));
    }

    [Theory]
    [InlineData("0,1", "")]
    [InlineData(Uuid + ",GPU-11", "")]
    [InlineData(Part, "")]
    [InlineData(Part + ",MIG-11", " (a process can use one MIG part, the first: start a process for each)")]
    [InlineData("MIG-" + Uuid + "/1/0,MIG-" + Uuid + "/2/0", " (a process can use one MIG part, the first: start a process for each)")]
    [InlineData("0,-1,1", " ('-1' names none, and hides what follows)")]
    [InlineData("0," + Uuid, " ('" + Uuid + "' names none, and hides what follows)")]
    [InlineData(Uuid + ",0", " ('0' names none, and hides what follows)")]
    [InlineData("0,", " ('' names none, and hides what follows)")]
    public void What_it_shows_is_said_with_what_cuts_it_short(string value, string why) =>
        Assert.Equal($", of those that CUDA_VISIBLE_DEVICES={value} shows{why}", VisibleGpus.Aside(value));
}
