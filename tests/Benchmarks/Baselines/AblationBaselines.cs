using Benchmarks.Subjects;
using Engine.Ablation;

namespace Benchmarks.Baselines;

/// <summary>The same ablation in PyTorch, once with each setting.</summary>
internal sealed class AblationBaselines : IDisposable
{
    private readonly List<PythonSession> _sessions = [];
    private readonly List<ForwardPasses> _passes = [];

    public AblationBaselines(IReadOnlyList<PyTorchSetting> settings, Subject subject, BenchOptions options)
    {
        try
        {
            foreach (var setting in settings)
            {
                _sessions.Add(setting.Start());
                _passes.Add(new ForwardPasses(_sessions[^1], subject, options));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>By setting: see <see cref="ForwardPasses.Full"/>.</summary>
    public IEnumerable<Func<double>> Full(params AblationRequest[] requests) =>
        _passes.Select(passes => (Func<double>)(() => passes.Full(requests)));

    /// <summary>By setting: see <see cref="ForwardPasses.Cached"/>.</summary>
    public IEnumerable<Func<double>> Cached(params AblationRequest[] requests) =>
        _passes.Select(passes => (Func<double>)(() => passes.Cached(requests)));

    /// <summary>See <see cref="ForwardPasses.CheckExtrapolation"/>.</summary>
    public string CheckExtrapolation(int setting, IReadOnlyList<AblationRequest> requests) => _passes[setting].CheckExtrapolation(requests);

    public void Dispose()
    {
        _passes.ForEach(passes => passes.Dispose());
        _sessions.ForEach(session => session.Dispose());
    }
}
