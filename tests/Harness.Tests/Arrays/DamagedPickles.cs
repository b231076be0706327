using System.IO.Compression;
using System.Text;

namespace Harness.Tests.Arrays;

/// <summary>Small pickles as NumPy and PyTorch write them.</summary>
internal static class DamagedPickles
{
    /// <summary>Of protocol 2, as Python's pickletools shows it: {'a': numpy.array([1, 2], 'u1')}.</summary>
    private const string Numpy = "\u0080\u0002}q\0U\u0001acnumpy.core.multiarray\n_reconstruct\nq\u0001cnumpy\nndarray\nK\0\u0085U\u0001b"
        + "\u0087Rq\u0002(K\u0001K\u0002\u0085cnumpy\ndtype\nU\u0002u1K\0K\u0001\u0087R(K\u0003U\u0001|NNNJ\u00ff\u00ff\u00ff\u00ff"
        + "J\u00ff\u00ff\u00ff\u00ffK\0tb\u0089U\u0002\u0001\u0002tbs.";

    /// <summary>{'w': a tensor [2, 2] of 4 floats of storage 0, transposed}.</summary>
    private const string Torch = "\u0080\u0002}q\0X\u0001\0\0\0wctorch._utils\n_rebuild_tensor_v2\n((X\u0007\0\0\0storage"
        + "ctorch\nFloatStorage\nX\u0001\0\0\00X\u0003\0\0\0cpuK\u0004tQK\0K\u0002K\u0002\u0086K\u0001K\u0002\u0086\u0089"
        + "ccollections\nOrderedDict\n)RtRs.";

    public static byte[] Sample(string name)
    {
        if (name.EndsWith(".pkl", StringComparison.Ordinal))
            return Encoding.Latin1.GetBytes(Numpy);
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "net/data.pkl", Encoding.Latin1.GetBytes(Torch));
            Add(archive, "net/byteorder", "little"u8);
            Add(archive, "net/data/0", new byte[16]);
        }
        return stream.ToArray();
    }

    private static void Add(ZipArchive archive, string name, ReadOnlySpan<byte> content)
    {
        using var member = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
        member.Write(content);
    }
}
