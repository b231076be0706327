namespace Harness.Tests.Data;

/// <summary>An environment whose folder and cache are temporary, and whose warnings and progress are kept.</summary>
internal sealed class TestEnvironment : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public TestEnvironment()
    {
        Cache = _home["cache"];
        Data = new DataEnvironment
        {
            CacheRoot = Cache,
            Warn = Warnings.Add,
            HttpPatience = TimeSpan.FromSeconds(20),
            Progress = new Recorder(Progress),
        };
    }

    public string Cache { get; }

    public List<string> Warnings { get; } = [];

    public List<DataProgress> Progress { get; } = [];

    public DataEnvironment Data { get; set; }

    public TemporaryFolder Home => _home;

    public void Dispose() => _home.Dispose();

    private sealed class Recorder(List<DataProgress> reports) : IProgress<DataProgress>
    {
        public void Report(DataProgress value) => reports.Add(value);
    }
}
