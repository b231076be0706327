using Engine.Networks;
using Engine.Training;

namespace Engine.Torch.Stacks;

/// <summary>Networks of a session that train together, and how far they are.</summary>
/// <param name="places">Their places in the session.</param>
internal sealed class StackPart(IReadOnlyList<TrainingJob> jobs, int[] places, Func<IReadOnlyList<TrainingJob>, IStackModel> create) : IDisposable
{
    private IStackModel? _model;
    private int _epochs;

    public int Count => places.Length;

    public bool Holds(int place) => places.Contains(place);

    public Network Snapshot(int place) => Model.Snapshot(Array.IndexOf(places, place));

    /// <summary>Trains up to and including <paramref name="epoch"/> (0-based) and writes the outcomes of the last epoch to the networks' places.</summary>
    public void RunTo(int epoch, EpochOutcome[] outcomes, CancellationToken cancellation)
    {
        var model = Model;
        for (; _epochs <= epoch; _epochs++)
        {
            var ended = model.RunEpoch(_epochs, cancellation);
            for (var i = 0; i < places.Length; i++)
                outcomes[places[i]] = ended[i];
        }
    }

    /// <summary>The same networks in two parts, which begin anew.</summary>
    public StackPart[] Halves()
    {
        var middle = (Count + 1) / 2;
        return [Part(..middle), Part(middle..)];
    }

    public void Dispose() => _model?.Dispose();

    /// <summary>Made when it is first needed: a part that memory has no room for is divided then.</summary>
    private IStackModel Model => _model ??= create(jobs);

    private StackPart Part(Range range) => new([.. jobs.ToArray()[range]], places[range], create);
}
