using System.Buffers.Binary;

namespace Cli.Tests.Support;

/// <summary>Four small IDX files: 4 x 3 images of random pixels, three classes.</summary>
internal static class IdxFolder
{
    public const string Images = "train-images-idx3-ubyte", Labels = "train-labels-idx1-ubyte";
    private const int Rows = 4, Columns = 3, Classes = 3;

    /// <param name="folder">Made if it is missing.</param>
    public static string Write(string folder, int train = 60, int test = 30)
    {
        Directory.CreateDirectory(folder);
        WritePart(folder, "train", train);
        WritePart(folder, "t10k", test);
        return folder;
    }

    private static void WritePart(string folder, string part, int samples)
    {
        // Any bytes will do; the tests are about the files.
        var pixels = Enumerable.Range(0, samples * Rows * Columns).Select(i => (byte)(i * 37 % 251)).ToArray();
        var labels = Enumerable.Range(0, samples).Select(i => (byte)(i % Classes)).ToArray();
        File.WriteAllBytes(Path.Combine(folder, $"{part}-images-idx3-ubyte"), [.. Header(3, samples, Rows, Columns), .. pixels]);
        File.WriteAllBytes(Path.Combine(folder, $"{part}-labels-idx1-ubyte"), [.. Header(1, samples), .. labels]);
    }

    /// <summary>Two zero bytes, 8 for unsigned bytes, the number of dimensions, then each as a big-endian int32.</summary>
    private static byte[] Header(byte dimensions, params int[] sizes)
    {
        var header = new byte[4 + (4 * sizes.Length)];
        (header[2], header[3]) = (8, dimensions);
        for (var i = 0; i < sizes.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), sizes[i]);
        return header;
    }
}
