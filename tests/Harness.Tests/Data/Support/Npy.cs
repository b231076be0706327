using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace Harness.Tests.Data;

/// <summary>Arrays in NumPy's format, version 1.0, written by hand.</summary>
internal static class Npy
{
    public static byte[] Of<T>(string kind, T[] values, params int[] shape)
        where T : unmanaged => [.. Header(kind, shape), .. MemoryMarshal.AsBytes<T>(values)];

    public static byte[] Floats(float[] values, params int[] shape) => Of("<f4", values, shape);

    public static byte[] Longs(params long[] values) => Of("<i8", values, values.Length);

    public static byte[] Bytes(byte[] values, params int[] shape) => Of("|u1", values, shape);

    /// <summary>Texts of up to twelve letters.</summary>
    public static byte[] Texts(params string[] values) =>
        [.. Header("<U12", [values.Length]), .. values.SelectMany(value => Encoding.UTF32.GetBytes(value.PadRight(12, '\0')))];

    public static byte[] Zip(params (string Name, byte[] Array)[] arrays)
    {
        using var target = new MemoryStream();
        using (var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, array) in arrays)
            {
                using var member = zip.CreateEntry(name + ".npy").Open();
                member.Write(array);
            }
        }
        return target.ToArray();
    }

    private static byte[] Header(string kind, int[] shape)
    {
        var extents = string.Join(", ", shape.Select(extent => extent.ToString(CultureInfo.InvariantCulture)));
        var text = $"{{'descr': '{kind}', 'fortran_order': False, 'shape': ({extents}{(shape.Length == 1 ? "," : "")}), }}";
        text = text.PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, 0, .. Encoding.ASCII.GetBytes(text)];
    }
}
