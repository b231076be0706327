using Engine;
using Engine.Safetensors;
using Harness.Runs.Arrays;
using Harness.Runs.Parquet;
using Harness.Tests.Runs.Parquet;

namespace Harness.Tests.Data.Loading;

/// <summary>Whatever is done to the files of a data set, it is read or refused with a reason, and soon.</summary>
public sealed class DamagedSetTests : IDisposable
{
    private const int Mutations = 1000;

    /// <summary>More than any of these files takes; a reader that does not end takes longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestEnvironment _environment = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        _environment.Dispose();
    }

    [Theory]
    [InlineData(DataSetKind.Npz, "a.npz")]
    [InlineData(DataSetKind.NpyFolder, "b/x.npy")]
    [InlineData(DataSetKind.Safetensors, "c.safetensors")]
    [InlineData(DataSetKind.Csv, "d.csv")]
    [InlineData(DataSetKind.Parquet, "e.parquet")]
    [InlineData(DataSetKind.IdxFolder, "f/train-labels-idx1-ubyte")]
    [InlineData(DataSetKind.CifarFolder, "g/fine_label_names.txt")]
    [InlineData(DataSetKind.CifarFolder, "g/train.bin")]
    public async Task It_is_read_or_refused(DataSetKind kind, string file)
    {
        WriteSound();
        var path = _folder[file];
        var (whole, random) = (File.ReadAllBytes(path), new Random(11));
        var request = Request(kind, file);
        Load(request);
        var refused = 0;
        for (var mutation = 0; mutation < Mutations; mutation++)
        {
            // Others of its bytes, or a part of it.
            var bytes = whole.ToArray();
            for (var change = random.Next(1, 5); change > 0; change--)
                bytes[random.Next(Math.Min(bytes.Length, 4096))] = (byte)random.Next(256);
            File.WriteAllBytes(path, random.Next(8) == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
            // A reader that does not end is a TimeoutException.
            refused += await Task.Run(() => IsRefused(request)).WaitAsync(Patience) ? 1 : 0;
        }
        // Names of classes are left out where they make no sense; everything else has ways to be wrong.
        Assert.Equal(file.EndsWith(".txt", StringComparison.Ordinal), refused == 0);
    }

    private bool IsRefused(DataSetRequest request)
    {
        try
        {
            Load(request);
            return false;
        }
        catch (UserErrorException)
        {
            return true;
        }
    }

    private void Load(DataSetRequest request) => new DataSetLoader(_environment.Data).Load(request);

    private DataSetRequest Request(DataSetKind kind, string file)
    {
        var isFolder = kind is DataSetKind.NpyFolder or DataSetKind.IdxFolder or DataSetKind.CifarFolder;
        var isTable = kind is DataSetKind.Csv or DataSetKind.Parquet;
        return new DataSetRequest(kind, "mine", isFolder ? Path.GetDirectoryName(_folder[file])! : _folder[file])
        {
            Label = isTable ? "kind" : null,
            TestShare = isFolder && kind != DataSetKind.NpyFolder ? null : 0.5,
        };
    }

    private void WriteSound()
    {
        (string Name, byte[] Array)[] arrays =
            [("x", Npy.Floats([0, 1, 2, 3, 4, 5, 6, 7], 8, 1)), ("y", Npy.Texts("a", "b", "a", "b", "a", "b", "a", "b"))];
        _folder.Write("a.npz", Npy.Zip(arrays));
        foreach (var (name, array) in arrays)
            _folder.Write($"b/{name}.npy", array);
        using (var file = File.Create(_folder["c.safetensors"]))
            SafetensorsFile.Write(file, [new NamedTensor("x", [4, 1], [1, 2, 3, 4]), new NamedTensor("y", [4], [0, 1, 0, 1])]);
        var rows = Enumerable.Range(0, 10).Select(i => $"{i},{i}.25,{(i < 5 ? "no" : "\"yes\"")}\n");
        _folder.Write("d.csv", "a,b,kind\n" + string.Concat(rows));
        using (var file = new MemoryStream())
        {
            new ParquetFormat().Write(file, DataTable.Read(_folder["d.csv"]).Table, new Dictionary<string, string>());
            // The checksum would find every change.
            _folder.Write("e.parquet", Damaged.WithoutChecksum(file.ToArray()));
        }
        foreach (var part in new[] { "train", "t10k" })
        {
            _folder.Write($"f/{part}-images-idx3-ubyte", [0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 1, 1, 2, 3, 4]);
            _folder.Write($"f/{part}-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 4, 0, 1, 0, 1]);
        }
        foreach (var part in new[] { "train.bin", "test.bin" })
            _folder.Write($"g/{part}", [3, 7, 51, .. new byte[3071], 1, 2, .. new byte[3072]]);
        File.WriteAllLines(_folder["g/fine_label_names.txt"], Enumerable.Range(0, 100).Select(index => $"kind {index}"));
    }
}
