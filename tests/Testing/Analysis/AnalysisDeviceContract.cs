using Engine.Ablation;
using Engine.Analysis;
using Engine.Networks;

namespace Testing.Analysis;

/// <summary>The promises of every analysis device. A subclass says which device, and nothing else.</summary>
public abstract partial class AnalysisDeviceContract
{
    private const int ManyThreads = 3;

    private static readonly AnalysisResources Ample = new(2, AnalysisResources.DefaultMemory);

    /// <summary>So little that a device holds one layer, one order, one block at a time.</summary>
    private static readonly AnalysisResources Scarce = new(1, 1);

    protected abstract IAnalysisDevice Device { get; }

    public static TheoryData<AblationCase> AllCases => AblationCases.All;

    public static TheoryData<AblationCase> FewCases => AblationCases.Few;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void It_has_a_name_and_says_what_it_runs_on()
    {
        Assert.Matches("^[a-z][a-z0-9-]*(:[0-9]+)?$", Device.Name);
        Assert.True(Device.Availability.IsAvailable, Device.Availability.Detail);
        Assert.NotEmpty(Device.Availability.Detail);
    }

    private IReadOnlyList<AblationCurve> Ablate(Network network, AblationRequest request, AnalysisResources? resources = null)
    {
        using var session = Device.Open(network, resources ?? Ample);
        return session.Ablate(request, Cancellation);
    }
}
