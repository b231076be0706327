using Engine.Data;

namespace Benchmarks.Baselines;

/// <summary>The same training in PyTorch, once with each setting, an epoch at a time.</summary>
internal sealed class TrainingBaselines : IDisposable
{
    /// <summary>Other initial weights and batches end elsewhere, but not far away.</summary>
    private const double MostApart = 0.1;

    private readonly List<PythonSession> _sessions = [];

    public TrainingBaselines(IReadOnlyList<PyTorchSetting> settings, LabelledData train, int[] hidden, int batch, double l2)
    {
        try
        {
            foreach (var setting in settings)
            {
                var session = setting.Start();
                _sessions.Add(session);
                Load(session, train);
                session.Call("training", hidden, train.Classes, batch, l2);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Each trains the next epoch and returns its seconds.</summary>
    public IEnumerable<Func<double>> Epochs =>
        _sessions.Select(session => (Func<double>)(() => session.Call("training_epoch").GetDouble()));

    /// <exception cref="WrongResultException">One of them learned something else.</exception>
    public void RequireLike(double accuracy, string work)
    {
        foreach (var found in _sessions.Select(session => session.Call("training_accuracy").GetDouble()))
        {
            if (Math.Abs(found - accuracy) > MostApart)
                throw new WrongResultException(
                    $"{work}: {accuracy:P1} of the training images were right in the last epoch, with PyTorch {found:P1} at its end");
        }
    }

    public static void Load(PythonSession python, LabelledData train)
    {
        var features = new float[(long)train.Samples * train.Features.Inputs];
        train.Features.ReadRange(0, train.Samples, features);
        python.Load<float>("train", features, "<f4", train.Samples, train.Features.Inputs);
        python.Load<byte>("train_labels", train.Labels, "u1", train.Samples);
    }

    public void Dispose() => _sessions.ForEach(session => session.Dispose());
}
