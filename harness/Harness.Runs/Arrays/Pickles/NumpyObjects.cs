using System.Collections.Immutable;
using System.Text;
using Engine;

namespace Harness.Runs.Arrays.Pickles;

/// <summary>The few classes and functions that plain data and NumPy's arrays need, of the file that errors name.</summary>
internal sealed class NumpyObjects(string file)
{
    private const string ArrayClass = "numpy.ndarray", TypeClass = "numpy.dtype";

    public static Func<string, string, object> In(string file) => new NumpyObjects(file).Find;

    private object Find(string module, string name) => TryFind(module, name) ?? throw new UserErrorException(
        $"{file}: names {Shown($"{module}.{name}")}. A pickle can run anything when it is opened, so only numbers, texts, lists, dicts "
        + "and NumPy's arrays are read from one. Save the data in Python by numpy.savez.");

    /// <summary>A name as messages show it.</summary>
    public static string Shown(string name) =>
        new([.. (name.Length <= 120 ? name : name[..120] + "...").Select(letter => char.IsControl(letter) ? '?' : letter)]);

    /// <summary>Null for what is not admitted.</summary>
    public object? TryFind(string module, string name) => $"{module}.{name}" switch
    {
        "numpy.core.multiarray._reconstruct" or "numpy._core.multiarray._reconstruct" => Function(name, Reconstruct),
        "numpy.core.multiarray.scalar" or "numpy._core.multiarray.scalar" => Function(name, Scalar),
        "numpy.core.numeric._frombuffer" or "numpy._core.numeric._frombuffer" => Function(name, FromBuffer),
        TypeClass => Function(TypeClass, Type),
        ArrayClass => Function(ArrayClass, _ => throw Strange(ArrayClass)),
        "_codecs.encode" => Function(name, Encode),
        "collections.OrderedDict" => Function(name, Dictionary),
        "builtins.set" or "__builtin__.set" or "builtins.frozenset" or "__builtin__.frozenset" => Function(name, Set),
        "builtins.bytes" or "__builtin__.bytes" or "builtins.bytearray" or "__builtin__.bytearray" => Function(name, Bytes),
        _ => null,
    };

    private static PickleFunction Function(string name, Func<object?[], object?> call) => new(name, call);

    private UserErrorException Strange(string name) =>
        new($"{file}: calls {name} as NumPy and Python do not. The file is damaged.");

    private UnfinishedArray Reconstruct(object?[] arguments) =>
        arguments is [PickleFunction { Name: ArrayClass }, object?[], _] ? new UnfinishedArray(file) : throw Strange("_reconstruct");

    private PickledType Type(object?[] arguments) =>
        arguments.Length is 1 or 3 && Pickle.TextOf(arguments[0]) is { } name ? new PickledType(file, name) : throw Strange(TypeClass);

    private object Scalar(object?[] arguments)
    {
        if (arguments is not [PickledType type, ReadOnlyMemory<byte> bytes])
            throw Strange("scalar");
        var value = type.ArrayOf(file, [], false, bytes);
        if (value.Kind == ElementKind.Text)
            return value.ReadTexts()[0];
        if (value.Kind is not (ElementKind.Float16 or ElementKind.Float32 or ElementKind.Float64))
            return value.Kind == ElementKind.Boolean ? value.ReadIntegers()[0] != 0 : value.ReadIntegers()[0];
        if (value.Kind == ElementKind.Float64)
            return type.IsBigEndian
                ? System.Buffers.Binary.BinaryPrimitives.ReadDoubleBigEndian(bytes.Span)
                : System.Buffers.Binary.BinaryPrimitives.ReadDoubleLittleEndian(bytes.Span);
        var single = new float[1];
        value.Read(0, single);
        return (double)single[0];
    }

    private BinaryArray FromBuffer(object?[] arguments)
    {
        if (arguments is not [ReadOnlyMemory<byte> bytes, PickledType type, object?[] shape, _]
            || Pickle.TextOf(arguments[3]) is not ("C" or "F" or "A"))
            throw Strange("_frombuffer");
        return type.ArrayOf(file, Extents(shape, file), Pickle.TextOf(arguments[3]) == "F", bytes);
    }

    private object Encode(object?[] arguments)
    {
        if (arguments is not [string text, _] || Pickle.TextOf(arguments[1]) is not ("latin1" or "latin-1" or "iso-8859-1"))
            throw Strange("_codecs.encode");
        return text.Any(letter => letter > 0xFF)
            ? throw Strange("_codecs.encode")
            : new ReadOnlyMemory<byte>(Encoding.Latin1.GetBytes(text));
    }

    private PickledDict Dictionary(object?[] arguments)
    {
        var dictionary = new PickledDict();
        if (arguments.Length > 1 || (arguments.Length == 1 && arguments[0] is not List<object?>))
            throw Strange("OrderedDict");
        foreach (var entry in arguments.Length == 1 ? (List<object?>)arguments[0]! : [])
        {
            object?[] pair = entry switch { List<object?> list => [.. list], object?[] tuple => tuple, _ => [] };
            if (pair.Length != 2)
                throw Strange("OrderedDict");
            dictionary.Add(pair[0], pair[1]);
        }
        return dictionary;
    }

    private List<object?> Set(object?[] arguments) => arguments switch
    {
        [] => [],
        [List<object?> items] => [.. items],
        _ => throw Strange("set"),
    };

    private object Bytes(object?[] arguments) => arguments switch
    {
        [] => ReadOnlyMemory<byte>.Empty,
        [ReadOnlyMemory<byte> bytes] => bytes,
        [string, _] => Encode(arguments),
        _ => throw Strange("bytes"),
    };

    /// <summary>A tuple of whole numbers.</summary>
    public static ImmutableArray<long> Extents(object?[] tuple, string file) => tuple.All(extent => extent is long)
        ? [.. tuple.Select(extent => (long)extent!)]
        : throw new UserErrorException($"{file}: has an array whose shape or strides are no whole numbers. The file is damaged.");
}

/// <summary>A type of NumPy's; its state says the order of its bytes.</summary>
internal sealed class PickledType(string file, string name) : IUnfinished
{
    public bool IsBigEndian { get; private set; } = name.StartsWith('>');

    public object Finish(object? state)
    {
        if (state is not object?[] { Length: >= 2 } parts || Pickle.TextOf(parts[1]) is not ("<" or ">" or "|" or "="))
            throw new UserErrorException($"{file}: has a type {NumpyObjects.Shown(name)} of a strange state. The file is damaged.");
        IsBigEndian = Pickle.TextOf(parts[1]) == ">";
        return this;
    }

    /// <exception cref="UserErrorException">The bytes are not those of such an array, or elements of the type are not read.</exception>
    public BinaryArray ArrayOf(string where, ImmutableArray<long> shape, bool isFortran, ReadOnlyMemory<byte> bytes)
    {
        var format = NpyDictionary.TypeOf((IsBigEndian ? ">" : "<") + name.TrimStart('<', '>', '|', '='), where);
        ArrayShape.Check(shape, format.Size, where);
        var needed = ArrayShape.Count(shape) * format.Size;
        if (needed != bytes.Length)
            throw new UserErrorException($"{where}: an array of {format.Kind} and shape [{string.Join(", ", shape)}] needs {needed} bytes, "
                + $"{bytes.Length} are there. The file is damaged.");
        var strides = isFortran ? ArrayShape.ColumnMajor(shape) : ArrayShape.RowMajor(shape);
        return new BinaryArray(where, "array", format, shape, strides, new MemorySource(bytes));
    }
}

/// <summary>An array of NumPy's before its state: version, shape, type, whether in Fortran order, bytes.</summary>
internal sealed class UnfinishedArray(string file) : IUnfinished
{
    public object Finish(object? state)
    {
        if (state is not object?[] { Length: 5 } parts || parts[1] is not object?[] shape || parts[2] is not PickledType type
            || parts[3] is not (bool or long))
            throw new UserErrorException($"{file}: has an array of a strange state. The file is damaged.");
        if (parts[4] is not ReadOnlyMemory<byte> bytes)
            throw new UserErrorException($"{file}: has an array of objects, which is not read: save it with a number or text type.");
        return type.ArrayOf(file, NumpyObjects.Extents(shape, file), parts[3] is true or not (false or 0L), bytes);
    }
}
