using System.Collections.Immutable;
using System.Text;
using Engine;

namespace Harness.Runs.Arrays.Pickles;

/// <summary>PyTorch's format since 1.6: a zip archive of a pickle, data.pkl, and of the bytes of each storage, data/0,
/// data/1, …</summary>
internal sealed class TorchArchive
{
    private const string PickleName = "data.pkl";
    public const string StateDictLine = "torch.save(model.state_dict(), PATH)";

    private readonly FileSource _file;
    private readonly Dictionary<string, ZipMember> _members;
    private readonly string _folder;
    private readonly bool _isBigEndian;
    private readonly NumpyObjects _numpy;
    private readonly Dictionary<string, ByteSource> _storages = new(StringComparer.Ordinal);

    public TorchArchive(FileSource file, IReadOnlyList<ZipMember> members)
    {
        _file = file;
        _members = members.ToDictionary(member => member.Name, StringComparer.Ordinal);
        _folder = members.First(IsPickle).Name[..^PickleName.Length];
        _isBigEndian = ByteOrder();
        _numpy = new NumpyObjects(file.Path);
    }

    public static bool Is(IReadOnlyList<ZipMember> members) => members.Any(IsPickle);

    /// <summary>The tensors, whatever dicts and lists they are in, in their order.</summary>
    public IReadOnlyList<StoredArray> Read()
    {
        if (_members.ContainsKey($"{_folder}constants.pkl"))
            throw new UserErrorException($"{_file.Path}: is a TorchScript program, which is not read. Save its parameters in Python: "
                + StateDictLine + ".");
        var pickle = Content(_members[_folder + PickleName]);
        var root = new PickleMachine(pickle, _file.Path, Find, Storage).Run();
        return PickledArrays.Named(root, _file.Path, "tensors, as in Python: " + StateDictLine);
    }

    private static bool IsPickle(ZipMember member) =>
        member.Name == PickleName || (member.Name.EndsWith("/" + PickleName, StringComparison.Ordinal) && member.Name.Count(letter =>
            letter == '/') == 1);

    private static byte[] Content(ZipMember member)
    {
        if (member.Length > Array.MaxLength || member.Length > AvailableMemory.Bytes / 4)
            throw new UserErrorException($"{member.Where} has {member.Length} bytes, too many for a pickle of tensors' names.");
        var source = member.Open();
        var bytes = new byte[source.Length];
        source.Read(0, bytes);
        return bytes;
    }

    private bool ByteOrder()
    {
        if (!_members.TryGetValue($"{_folder}byteorder", out var member))
            return false;
        return (member.Length <= 16 ? Encoding.Latin1.GetString(Content(member)) : "") switch
        {
            "little" => false,
            "big" => true,
            _ => throw new UserErrorException($"{member.Where} is neither little nor big. The file is damaged."),
        };
    }

    private object Find(string module, string name) => (module, name) switch
    {
        ("torch._utils", "_rebuild_tensor") => new PickleFunction(name, arguments => Tensor(arguments, 4)),
        ("torch._utils", "_rebuild_tensor_v2") => new PickleFunction(name, arguments => Tensor(arguments, 6)),
        ("torch._utils", "_rebuild_tensor_v3") => new PickleFunction(name, arguments => Tensor(arguments, 7)),
        ("torch._utils", "_rebuild_parameter") => new PickleFunction(name, arguments => Parameter(arguments, 3)),
        ("torch._utils", "_rebuild_parameter_with_state") => new PickleFunction(name, arguments => Parameter(arguments, 4)),
        ("torch", "Size") => new PickleFunction(name, arguments => arguments is [object?[] extents] ? extents : throw Strange(name)),
        ("torch" or "torch.storage", _) when TorchTypes.OfStorage(name) is { } type => type,
        ("torch", _) when TorchTypes.OfType(name) is { } type => type,
        _ => _numpy.TryFind(module, name) ?? throw new UserErrorException(
            $"{_file.Path}: names {NumpyObjects.Shown($"{module}.{name}")}. A pickled module or object runs code when it is opened, so "
            + $"only tensors, numbers, texts, lists and dicts are read. Save the parameters alone in Python: {StateDictLine}."),
    };

    private UserErrorException Strange(string name) =>
        new($"{_file.Path}: calls {name} as PyTorch does not. The file is damaged, or of a version of PyTorch that is not known.");

    private TorchStorage Storage(object? id)
    {
        if (id is not object?[] { Length: >= 5 } parts || Pickle.TextOf(parts[0]) != "storage" || parts[1] is not TorchType type
            || Pickle.TextOf(parts[2]) is not { } key || parts[4] is not long elements)
            throw Strange("a storage");
        if (!_members.TryGetValue($"{_folder}data/{key}", out var member))
            throw new UserErrorException($"{_file.Path}: its storage data/{NumpyObjects.Shown(key)} is missing. The file is damaged.");
        if (!_storages.TryGetValue(key, out var source))
            _storages[key] = source = member.Open();
        var size = type.Kind is { } kind ? ElementFormat.Of(kind).Size : 1;
        return elements >= 0 && elements <= source.Length / size
            ? new TorchStorage(type.Kind, source, key)
            : throw new UserErrorException($"{member.Where} has {source.Length} bytes, its {elements} elements of {size} bytes need more. "
                + "The file is damaged.");
    }

    /// <summary>Arguments: storage, offset, shape, strides, then what only training needs, and in version 3 the type.</summary>
    private BinaryArray Tensor(object?[] arguments, int least)
    {
        if (arguments.Length < least || arguments[0] is not TorchStorage storage || arguments[1] is not long offset
            || arguments[2] is not object?[] extents || arguments[3] is not object?[] steps)
            throw Strange("_rebuild_tensor");
        if ((storage.Kind ?? (arguments.ElementAtOrDefault(6) as TorchType)?.Kind) is not { } kind)
            throw Strange("_rebuild_tensor");
        var where = $"{_file.Path}: storage {storage.Key}";
        var format = ElementFormat.Of(kind, _isBigEndian);
        var (shape, strides) = (NumpyObjects.Extents(extents, where), NumpyObjects.Extents(steps, where));
        ArrayShape.Check(shape, format.Size, where);
        if (strides.Length != shape.Length || strides.Any(stride => stride < 0) || offset < 0)
            throw Strange("_rebuild_tensor");
        var (reach, there) = (ArrayShape.Reach(shape, strides), storage.Source.Length / format.Size);
        if (reach > there || offset > there - reach)
            throw new UserErrorException($"{where}: a tensor of shape [{string.Join(", ", shape)}] and strides "
                + $"[{string.Join(", ", strides)}] from element {offset} on reaches beyond the {there} elements. The file is damaged.");
        if (ArrayShape.Count(shape) > reach)
            throw new UserErrorException($"{where}: a tensor of shape [{string.Join(", ", shape)}] repeats its {reach} elements by strides "
                + $"[{string.Join(", ", strides)}]. Save it by .contiguous().");
        return new BinaryArray(
            where, "tensor", format, shape, strides, new PartSource(storage.Source, offset * format.Size, reach * format.Size));
    }

    private BinaryArray Parameter(object?[] arguments, int length) =>
        arguments.Length == length && arguments[0] is BinaryArray tensor ? tensor : throw Strange("_rebuild_parameter");
}

/// <summary>Bytes of tensors.</summary>
/// <param name="Kind">Null for bytes whose type the tensor says.</param>
internal sealed record TorchStorage(ElementKind? Kind, ByteSource Source, string Key);

/// <summary>A class of storages, or a type.</summary>
internal sealed record TorchType(ElementKind? Kind);

/// <summary>PyTorch's names of types.</summary>
internal static class TorchTypes
{
    private static readonly ImmutableDictionary<string, ElementKind> Storages = new Dictionary<string, ElementKind>
    {
        ["FloatStorage"] = ElementKind.Float32,
        ["DoubleStorage"] = ElementKind.Float64,
        ["HalfStorage"] = ElementKind.Float16,
        ["BFloat16Storage"] = ElementKind.BFloat16,
        ["LongStorage"] = ElementKind.Int64,
        ["IntStorage"] = ElementKind.Int32,
        ["ShortStorage"] = ElementKind.Int16,
        ["CharStorage"] = ElementKind.Int8,
        ["ByteStorage"] = ElementKind.UInt8,
        ["BoolStorage"] = ElementKind.Boolean,
    }.ToImmutableDictionary();

    private static readonly ImmutableDictionary<string, ElementKind> Types = new Dictionary<string, ElementKind>
    {
        ["float32"] = ElementKind.Float32,
        ["float64"] = ElementKind.Float64,
        ["float16"] = ElementKind.Float16,
        ["bfloat16"] = ElementKind.BFloat16,
        ["float8_e4m3fn"] = ElementKind.Float8E4M3,
        ["float8_e5m2"] = ElementKind.Float8E5M2,
        ["int64"] = ElementKind.Int64,
        ["int32"] = ElementKind.Int32,
        ["int16"] = ElementKind.Int16,
        ["int8"] = ElementKind.Int8,
        ["uint64"] = ElementKind.UInt64,
        ["uint32"] = ElementKind.UInt32,
        ["uint16"] = ElementKind.UInt16,
        ["uint8"] = ElementKind.UInt8,
        ["bool"] = ElementKind.Boolean,
    }.ToImmutableDictionary();

    /// <summary>Null for no storage that is read.</summary>
    public static TorchType? OfStorage(string name) =>
        Storages.TryGetValue(name, out var kind) ? new TorchType(kind) : name == "UntypedStorage" ? new TorchType(null) : null;

    /// <summary>Null for no type that is read.</summary>
    public static TorchType? OfType(string name) => Types.TryGetValue(name, out var kind) ? new TorchType(kind) : null;
}
