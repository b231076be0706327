using System.Text;
using Engine;
using Harness.Runs.Arrays.Pickles;

namespace Harness.Runs.Arrays;

/// <summary>Reads Python's pickles of plain data and of NumPy's arrays, and nothing else: a pickle that names any other class or function
/// is refused, and nothing that it names is ever run.</summary>
/// <remarks>
/// An unpickler of our own, for the operations of protocols 0 to 5. The library for .NET, Razorvine.Pickle, keeps dicts in hash tables,
/// which lose the order of a network's layers, makes no difference between the bytes and the texts of Python 2, takes an object of any
/// class as a dict, restores by reflection, and has one table of constructors for a whole process.
/// </remarks>
public static class Pickle
{
    /// <summary>Reads one pickled object: null, <c>bool</c>, <c>long</c> (<see cref="System.Numerics.BigInteger"/> beyond 64 bits),
    /// <c>double</c>, <c>string</c>, <c>ReadOnlyMemory&lt;byte&gt;</c> (bytes, and the plain strings of Python 2),
    /// <c>List&lt;object?&gt;</c> (lists and sets), <c>object?[]</c> (tuples), <see cref="PickledDict"/>,
    /// <see cref="StoredArray"/> (NumPy's arrays).</summary>
    /// <exception cref="UserErrorException">The file is missing, damaged, too large, or names something that is not read.</exception>
    public static object? Read(string path)
    {
        using var file = new FileSource(path);
        return Read(file.ReadWhole(PickledArrays.SaveByNumpy), path);
    }

    /// <param name="file">What errors call it.</param>
    /// <inheritdoc cref="Read(string)"/>
    public static object? Read(ReadOnlyMemory<byte> pickle, string file) =>
        new PickleMachine(pickle, file, NumpyObjects.In(file), null).Run();

    /// <summary>A text, or the bytes that Python 2 had for one, letter by letter; null for anything else.</summary>
    public static string? TextOf(object? value) => value switch
    {
        string text => text,
        ReadOnlyMemory<byte> bytes => Encoding.Latin1.GetString(bytes.Span),
        _ => null,
    };
}

/// <summary>A dict, in its order.</summary>
public sealed class PickledDict
{
    private readonly List<KeyValuePair<object?, object?>> _entries = [];

    public IReadOnlyList<KeyValuePair<object?, object?>> Entries => _entries;

    /// <summary>The value under a text, or under the same letters as bytes; null where there is none.</summary>
    public object? Find(string key) => _entries.LastOrDefault(entry => Pickle.TextOf(entry.Key) == key).Value;

    internal void Add(object? key, object? value) => _entries.Add(new(key, value));
}
