using Engine;

namespace Harness.Runs.Arrays.Pickles;

/// <summary>A class or function that may stand in a pickle: what it is called with is all that it sees.</summary>
internal sealed record PickleFunction(string Name, Func<object?[], object?> Call);

/// <summary>An object that is finished only by the state that follows it.</summary>
internal interface IUnfinished
{
    /// <summary>The object in its state, which takes its place; may be itself.</summary>
    object Finish(object? state);
}

/// <summary>Runs the operations of a pickle: a loop with a stack of its own, so that no depth of lists can exhaust the thread's.</summary>
/// <remarks>Operations as Python's pickletools documents them. Memory grows with the bytes of the file alone: each operation makes at most
/// one object, and no text or array is copied.</remarks>
/// <param name="globals">What a name of a module and of its member stands for; fails for what is not admitted.</param>
/// <param name="persistent">The object of a persistent id; null where there are none.</param>
internal sealed class PickleMachine(
    ReadOnlyMemory<byte> pickle, string file, Func<string, string, object> globals, Func<object?, object>? persistent)
{
    private const int MostObjects = 20_000_000;

    private readonly PickleInput _input = new(pickle, file);
    private readonly List<object?> _stack = [];
    private readonly Stack<int> _marks = new();
    private readonly Dictionary<long, object?> _memo = [];
    private readonly Dictionary<IUnfinished, List<long>> _unfinished = new(ReferenceEqualityComparer.Instance);
    private long _objects;

    /// <exception cref="UserErrorException">The pickle is damaged or names what is not admitted.</exception>
    public object? Run()
    {
        while (true)
        {
            var operation = (char)_input.Byte();
            if (operation == '.')
                break;
            if (!Value(operation) && !Container(operation) && !Memory(operation))
                throw _input.Broken($"operation {(int)operation:x2}, which plain data have no need of,");
        }
        if (!_input.IsAtEnd)
            throw _input.Broken("something follows the first object");
        return Pop();
    }

    /// <summary>Operations that push a value they carry.</summary>
    private bool Value(char operation)
    {
        switch (operation)
        {
            case 'N': Push(null); break;
            case '\x88': Push(true); break;
            case '\x89': Push(false); break;
            case 'I' or 'L': Push(_input.IntegerLine()); break;
            case 'J': Push(_input.Int32()); break;
            case 'K': Push((long)_input.Byte()); break;
            case 'M': Push((long)_input.UInt16()); break;
            case '\x8a': Push(_input.Integer(_input.Byte())); break;
            case '\x8b': Push(_input.Integer(_input.Int32())); break;
            case 'F': Push(_input.DoubleLine()); break;
            case 'G': Push(_input.Double()); break;
            case 'S': Push(_input.QuotedLine()); break;
            case 'T': Push(_input.Take(_input.Int32())); break;
            case 'U' or 'C': Push(_input.Take(_input.Byte())); break;
            case 'B': Push(_input.Take(_input.UInt32())); break;
            case '\x8e' or '\x96': Push(_input.Take(_input.Length64())); break;
            case 'V': Push(_input.UnicodeLine()); break;
            case 'X': Push(_input.Text(_input.UInt32())); break;
            case '\x8c': Push(_input.Text(_input.Byte())); break;
            case '\x8d': Push(_input.Text(_input.Length64())); break;
            default: return false;
        }
        return true;
    }

    private bool Container(char operation)
    {
        switch (operation)
        {
            case ')': Push(Array.Empty<object?>()); break;
            case 't': Push(PopToMark()); break;
            case '\x85': Push(new[] { Pop() }); break;
            case '\x86': Push(PopSome(2)); break;
            case '\x87': Push(PopSome(3)); break;
            case ']' or '\x8f': Push(new List<object?>()); break;
            case 'l' or '\x91': Push(new List<object?>(PopToMark())); break;
            case 'a': Append([Pop()]); break;
            case 'e' or '\x90': Append(PopToMark()); break;
            case '}': Push(new PickledDict()); break;
            case 'd': Push(Filled(new PickledDict(), PopToMark())); break;
            case 's': Set(PopSome(2)); break;
            case 'u': Set(PopToMark()); break;
            case 'c': Push(Global(_input.Line(), _input.Line())); break;
            case '\x93': StackGlobal(); break;
            case 'R' or '\x81': Reduce(); break;
            case 'b': Build(); break;
            case 'P': Push(Persistent(_input.Line())); break;
            case 'Q': Push(Persistent(Pop())); break;
            default: return false;
        }
        return true;
    }

    private bool Memory(char operation)
    {
        switch (operation)
        {
            case '\x80': RequireProtocol(_input.Byte()); break;
            case '\x95': RequireFrame(_input.Length64()); break;
            case '(': _marks.Push(_stack.Count); break;
            case '0': PopOrMark(); break;
            case '1': PopToMark(); break;
            case '2': Push(Peek()); break;
            case 'g': Push(Remembered(_input.IndexLine())); break;
            case 'h': Push(Remembered(_input.Byte())); break;
            case 'j': Push(Remembered(_input.UInt32())); break;
            case 'p': Remember(_input.IndexLine()); break;
            case 'q': Remember(_input.Byte()); break;
            case 'r': Remember(_input.UInt32()); break;
            case '\x94': Remember(_memo.Count); break;
            // Whether a buffer may be written makes no difference here.
            case '\x98': Peek(); break;
            default: return false;
        }
        return true;
    }

    private void Push(object? value)
    {
        if (++_objects > MostObjects)
            throw new UserErrorException($"{file}: holds more than {MostObjects} objects. Save its data as arrays, by numpy.savez.");
        _stack.Add(value);
    }

    private int Bottom => _marks.TryPeek(out var mark) ? mark : 0;

    private object? Peek() => _stack.Count > Bottom ? _stack[^1] : throw _input.Broken("an operation without its object");

    private object? Pop()
    {
        var top = Peek();
        _stack.RemoveAt(_stack.Count - 1);
        return top;
    }

    private void PopOrMark()
    {
        if (_marks.Count > 0 && _stack.Count == Bottom)
            _marks.Pop();
        else
            Pop();
    }

    private object?[] PopSome(int count)
    {
        if (_stack.Count - Bottom < count)
            throw _input.Broken("an operation without its objects");
        var popped = _stack.GetRange(_stack.Count - count, count).ToArray();
        _stack.RemoveRange(_stack.Count - count, count);
        return popped;
    }

    private object?[] PopToMark()
    {
        if (!_marks.TryPeek(out var mark))
            throw _input.Broken("an operation without its mark");
        var popped = PopSome(_stack.Count - mark);
        _marks.Pop();
        return popped;
    }

    private void Append(object?[] items)
    {
        if (Peek() is not List<object?> list)
            throw _input.Broken("something is added to what is no list");
        list.AddRange(items);
    }

    private void Set(object?[] items)
    {
        if (Peek() is not PickledDict dictionary)
            throw _input.Broken("an entry is added to what is no dict");
        Filled(dictionary, items);
    }

    private PickledDict Filled(PickledDict dictionary, object?[] items)
    {
        if (items.Length % 2 != 0)
            throw _input.Broken("a key of a dict has no value");
        for (var i = 0; i < items.Length; i += 2)
            dictionary.Add(items[i], items[i + 1]);
        return dictionary;
    }

    private void StackGlobal()
    {
        var names = PopSome(2);
        if (names[0] is not string module || names[1] is not string name)
            throw _input.Broken("a name that is no text");
        Push(Global(module, name));
    }

    private object Global(string module, string name) => globals(module, name);

    private void Reduce()
    {
        var parts = PopSome(2);
        if (parts[0] is not PickleFunction function || parts[1] is not object?[] arguments)
            throw _input.Broken("a call of what is no function");
        Push(function.Call(arguments));
    }

    private void Build()
    {
        var state = Pop();
        if (Peek() is not IUnfinished unfinished)
        {
            // Dicts with attributes, such as PyTorch's _metadata, are dicts.
            if (_stack[^1] is not PickledDict)
                throw _input.Broken("a state for what has none");
            return;
        }
        var finished = unfinished.Finish(state);
        _stack[^1] = finished;
        foreach (var index in _unfinished.GetValueOrDefault(unfinished) ?? [])
            _memo[index] = finished;
    }

    private object Persistent(object? id) => persistent is null
        ? throw new UserErrorException($"{file}: refers to objects outside it, which only PyTorch's files may do.")
        : persistent(id);

    private object? Remembered(long index) =>
        _memo.TryGetValue(index, out var value) ? value : throw _input.Broken($"number {index} is recalled before it is stored");

    private void Remember(long index)
    {
        var value = Peek();
        _memo[index] = value;
        if (value is not IUnfinished unfinished)
            return;
        if (!_unfinished.TryGetValue(unfinished, out var places))
            _unfinished[unfinished] = places = [];
        places.Add(index);
    }

    private void RequireProtocol(int protocol)
    {
        if (protocol > 5)
            throw new UserErrorException($"{file}: is a pickle of protocol {protocol}; 0 to 5 are read.");
    }

    private void RequireFrame(long length)
    {
        if (length < 0 || length > pickle.Length - _input.Position)
            throw _input.Broken("a frame is longer than the file");
    }
}
