using System.Runtime.InteropServices;
using Engine.Networks;
using Engine.Training;

namespace Engine.Torch.Stacks;

/// <summary>Networks of one shape that train together.</summary>
internal interface IStackModel : IDisposable
{
    /// <summary>Trains what is left of an epoch.</summary>
    /// <param name="epoch">0-based; called in order.</param>
    /// <returns>One outcome for each network.</returns>
    IReadOnlyList<EpochOutcome> RunEpoch(int epoch, CancellationToken cancellation);

    /// <summary>Trains a network no further; between two epochs.</summary>
    /// <param name="reason">Its outcome from now on, where it has not failed before.</param>
    void Leave(int index, string reason);

    /// <param name="index">Of a network that has not diverged.</param>
    Network Snapshot(int index);

    /// <summary>Writes all that further training depends on, as of the last finished step.</summary>
    void Save(BinaryWriter state);

    /// <summary>Takes up what was saved; before the first epoch.</summary>
    void Load(BinaryReader state);
}

/// <summary>Networks of a session that train together, and how far they are.</summary>
/// <param name="places">Their places in the session.</param>
internal sealed class StackPart(IReadOnlyList<TrainingJob> jobs, int[] places, Func<IReadOnlyList<TrainingJob>, IStackModel> create)
    : IDisposable
{
    /// <summary>Why each trains no further; null for one that does.</summary>
    private readonly string?[] _ended = new string?[places.Length];
    private IStackModel? _model;
    private IReadOnlyList<EpochOutcome> _last = [];
    private int _epochs;

    public int Count => places.Length;

    public IReadOnlyList<int> Places => places;

    public void Leave(int place)
    {
        var index = Array.IndexOf(places, place);
        _model?.Leave(index, _ended[index] ??= Divergence.LeftOut);
    }

    public Network Snapshot(int place) => Model.Snapshot(Array.IndexOf(places, place));

    /// <summary>Trains up to and including <paramref name="epoch"/> (0-based) and writes
    /// the outcomes of the last epoch to the networks' places.</summary>
    public void RunTo(int epoch, EpochOutcome[] outcomes, CancellationToken cancellation)
    {
        var model = Model;
        for (; _epochs <= epoch; _epochs++)
        {
            _last = model.RunEpoch(_epochs, cancellation);
            for (var i = 0; i < places.Length; i++)
                _ended[i] ??= _last[i].Failure;
        }
        for (var i = 0; i < places.Length; i++)
            outcomes[places[i]] = _last[i];
    }

    /// <summary>Writes its places, how far it is, and its model.</summary>
    public void Save(BinaryWriter state)
    {
        state.Write(places.Length);
        state.WriteBlock<int>(places);
        foreach (var reason in _ended)
            state.WriteText(reason);
        state.Write(_epochs);
        state.Write(_last.Count);
        foreach (var outcome in _last)
        {
            state.WriteRecord(outcome.Record);
            state.WriteText(outcome.Failure);
        }
        Model.Save(state);
    }

    /// <param name="stack">All networks of the session.</param>
    /// <exception cref="InvalidDataException">It is of another stack, or memory has no room for as many networks as were saved.</exception>
    public static StackPart Load(BinaryReader state, IReadOnlyList<TrainingJob> stack, Func<IReadOnlyList<TrainingJob>, IStackModel> create)
    {
        var places = new int[state.ReadInt32()];
        state.ReadBlock<int>(places);
        if (places.Any(place => place < 0 || place >= stack.Count))
            throw new InvalidDataException($"the state of another stack than one of {stack.Count} networks");
        var part = new StackPart([.. places.Select(place => stack[place])], places, create);
        try
        {
            part.Load(state);
            return part;
        }
        catch (ExternalException full) when (TorchErrors.IsOutOfMemory(full) && part.Count > 1)
        {
            part.Dispose();
            StackMemory.Release();
            throw new InvalidDataException($"out of memory with {part.Count} networks in a stack, as many as were saved", full);
        }
        catch
        {
            part.Dispose();
            throw;
        }
    }

    /// <summary>The same networks in two parts, which begin anew; those that have ended stay so.</summary>
    public StackPart[] Halves()
    {
        var middle = (Count + 1) / 2;
        return [Part(..middle), Part(middle..)];
    }

    public void Dispose() => _model?.Dispose();

    private void Load(BinaryReader state)
    {
        for (var i = 0; i < places.Length; i++)
            _ended[i] = state.ReadText();
        _epochs = state.ReadInt32();
        _last = [.. Enumerable.Range(0, state.ReadInt32()).Select(_ => new EpochOutcome(state.ReadRecord(), state.ReadText()))];
        Model.Load(state);
    }

    /// <summary>Made when it is first needed: a part that memory has no room for is divided then.</summary>
    private IStackModel Model => _model ??= Create();

    private IStackModel Create()
    {
        var model = create(jobs);
        for (var i = 0; i < places.Length; i++)
        {
            if (_ended[i] is { } reason)
                model.Leave(i, reason);
        }
        return model;
    }

    private StackPart Part(Range range)
    {
        var part = new StackPart([.. jobs.ToArray()[range]], places[range], create);
        _ended[range].CopyTo(part._ended, 0);
        return part;
    }
}
