using System.Collections.Immutable;
using System.Text.Json;
using Engine;
using Engine.Safetensors;

namespace Harness.Runs.Arrays;

/// <summary>The tensors of a safetensors file as arrays.</summary>
internal static class SafetensorsArrays
{
    private static readonly Dictionary<TensorType, ElementKind> Kinds = new()
    {
        [TensorType.F64] = ElementKind.Float64,
        [TensorType.F32] = ElementKind.Float32,
        [TensorType.F16] = ElementKind.Float16,
        [TensorType.BF16] = ElementKind.BFloat16,
        [TensorType.F8_E4M3] = ElementKind.Float8E4M3,
        [TensorType.F8_E5M2] = ElementKind.Float8E5M2,
        [TensorType.I64] = ElementKind.Int64,
        [TensorType.I32] = ElementKind.Int32,
        [TensorType.I16] = ElementKind.Int16,
        [TensorType.I8] = ElementKind.Int8,
        [TensorType.U64] = ElementKind.UInt64,
        [TensorType.U32] = ElementKind.UInt32,
        [TensorType.U16] = ElementKind.UInt16,
        [TensorType.U8] = ElementKind.UInt8,
        [TensorType.BOOL] = ElementKind.Boolean,
    };

    private static readonly Dictionary<ElementKind, TensorType> Types = Kinds.ToDictionary(pair => pair.Value, pair => pair.Key);

    public static ArrayFileContent Read(FileSource file)
    {
        using var stream = new SourceStream(file);
        var layout = SafetensorsLayout.Read(stream, file.Path);
        return new ArrayFileContent([.. layout.Tensors.Select(place => Of(file, place))], [file], layout.Metadata);
    }

    /// <summary>The type that a tensor of such elements is stored as.</summary>
    public static TensorType TypeOf(ElementKind kind) => Types[kind];

    private static BinaryArray Of(FileSource file, TensorPlace place)
    {
        var where = $"{file.Path}: {place.Name}";
        var format = ElementFormat.Of(Kinds[place.Type]);
        ImmutableArray<long> shape = [.. place.Shape];
        ArrayShape.Check(shape, format.Size, where);
        var part = new PartSource(file, place.Offset, ArrayShape.Count(shape) * format.Size);
        return new BinaryArray(where, place.Name, format, shape, ArrayShape.RowMajor(shape), part);
    }
}

/// <summary>Tensors in several safetensors files, which an index of names lists.</summary>
internal static class ShardedArrays
{
    private const string Map = "weight_map";

    /// <summary>As the format's own limit of a header.</summary>
    private const int MostBytes = SafetensorsFile.MaximumHeaderBytes;

    public static ArrayFileContent Read(FileSource index, CancellationToken cancellation)
    {
        var map = ReadMap(index);
        var shards = map.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var files = new List<FileSource> { index };
        try
        {
            var (arrays, metadata) = (new List<StoredArray>(), new Dictionary<string, string>(StringComparer.Ordinal));
            foreach (var shard in shards)
            {
                cancellation.ThrowIfCancellationRequested();
                var content = Open(index, shard, files);
                arrays.AddRange(Listed(index, map, shard, content));
                foreach (var (key, value) in content.Metadata)
                    if (!metadata.TryAdd(key, value) && metadata[key] != value)
                        throw new UserErrorException(
                            $"{index.Path}: its shards differ in what their metadata say of {key}: {metadata[key]} and {value}.");
            }
            return new ArrayFileContent(arrays, files, metadata);
        }
        catch (Exception)
        {
            foreach (var file in files.Skip(1))
                file.Dispose();
            throw;
        }
    }

    private static IEnumerable<StoredArray> Listed(
        FileSource index, Dictionary<string, string> map, string shard, ArrayFileContent content)
    {
        var needed = map.Where(pair => pair.Value == shard).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        if (content.Arrays.FirstOrDefault(array => !needed.Contains(array.Name)) is { } other)
            throw new UserErrorException($"{index.Path}: shard {shard} has a tensor {other.Name} that the index does not list there. "
                + "Index and shards are not of one network: copy all of them again.");
        needed.ExceptWith(content.Arrays.Select(array => array.Name));
        return needed.Count == 0
            ? content.Arrays
            : throw new UserErrorException($"{index.Path}: tensor {needed.Order(StringComparer.Ordinal).First()} is not in its shard "
                + $"{shard}. Index and shards are not of one network: copy all of them again.");
    }

    private static ArrayFileContent Open(FileSource index, string shard, List<FileSource> files)
    {
        if (shard.Length == 0 || shard.Contains('\0') || shard is "." or ".." || shard != Path.GetFileName(shard) || shard.Contains('\\'))
            throw new UserErrorException($"{index.Path}: names the shard '{shard}'; a file beside the index is needed.");
        var path = Path.Combine(Path.GetDirectoryName(index.Path) ?? "", shard);
        if (!File.Exists(path))
            throw new UserErrorException($"{index.Path}: its shard {path} is missing. Copy all shards beside the index.");
        var file = new FileSource(path);
        files.Add(file);
        return SafetensorsArrays.Read(file);
    }

    /// <summary>Shards by the names of their tensors.</summary>
    private static Dictionary<string, string> ReadMap(FileSource index)
    {
        if (index.Length > MostBytes)
            throw new UserErrorException($"{index.Path}: has {index.Length} bytes; an index of shards of at most {MostBytes} is read.");
        var text = new byte[index.Length];
        index.Read(0, text);
        try
        {
            using var document = JsonDocument.Parse(text);
            if (!document.RootElement.TryGetProperty(Map, out var map) || map.ValueKind != JsonValueKind.Object)
                throw new UserErrorException($"{index.Path}: is JSON without {Map}; the index of a sharded safetensors file has one.");
            var shards = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var entry in map.EnumerateObject())
            {
                if (entry.Value.ValueKind != JsonValueKind.String || !shards.TryAdd(entry.Name, entry.Value.GetString()!))
                    throw new UserErrorException($"{index.Path}: {entry.Name} in {Map} is there twice or names no file.");
            }
            return shards.Count > 0 ? shards : throw new UserErrorException($"{index.Path}: {Map} is empty.");
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            throw new UserErrorException($"{index.Path}: is no valid JSON ({cause.Message}). The file is damaged.", cause);
        }
    }
}
