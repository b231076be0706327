using System.Collections.Concurrent;
using System.Diagnostics;
using Engine.Analysis;
using Engine.Measures;
using Engine.Networks;
using ILGPU;
using Ilgpu.Tests.Kernels;
using Kernels.Ilgpu.Devices;
using Testing.Analysis;

namespace Ilgpu.Tests.Checks;

/// <summary>
/// ILGPU's own checks on its simulator: assertions of every access to a view, and of its own code. What it asserts goes to .NET's trace
/// listeners, which are one set for a process: no other test runs beside these.
/// </summary>
[Collection(Alone)]
public sealed class AssertionTests : IDisposable
{
    public const string Alone = "assertions";

    private static readonly DeviceSettings Settings = new(Block: 2, Cores: 1, Checks: true);

    private readonly Listener _listener = new();
    private readonly TraceListener[] _others = [.. Trace.Listeners.Cast<TraceListener>()];

    public AssertionTests()
    {
        Trace.Listeners.Clear();
        Trace.Listeners.Add(_listener);
    }

    public void Dispose()
    {
        Trace.Listeners.Clear();
        Trace.Listeners.AddRange(_others);
        _listener.Dispose();
    }

    [Theory]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Tanh)]
    public void Nothing_is_asserted_in_vain(Activation activation)
    {
        var which = new AblationCase("5-19-4", activation, false, 6, 4, 130, 0);
        using var device = new IlgpuDevice(KernelDevices.Address(Simulators.Name), Settings);
        using var session = device.Open(which.Network, new AnalysisResources(1, AnalysisResources.DefaultMemory));
        var cancellation = TestContext.Current.CancellationToken;
        session.Evaluate(which.Data, cancellation);
        session.Measure(which.Data, [QuantizerRule.OneBit], codes: true, cancellation);
        foreach (var layer in new[] { 0, 1 })
            session.Ablate((which with { Layer = layer }).Request(), cancellation);
        Assert.Empty(_listener.Heard);
    }

    /// <summary>Into memory that is there, so that nothing else would tell.</summary>
    [Fact]
    public void An_index_beyond_a_view_is_heard_of()
    {
        using var machine = new Machine(KernelDevices.Address(Simulators.Name), Settings);
        machine.Run(() =>
        {
            using var memory = machine.NewMemory();
            var kernel = KernelLoader.Load<Arguments>(machine.Accelerator, WriteBeyond);
            kernel(new KernelConfig(1, 2), new Arguments { Half = memory.Zeros<int>(4).SubView(0, 2) });
            machine.Accelerator.Synchronize();
            return 0;
        });
        Assert.Contains(_listener.Heard, text => text.Contains("Index out of range", StringComparison.Ordinal));
    }

    private static void WriteBeyond(Arguments a) => a.Half[Group.IdxX + 1] = 1;

    internal struct Arguments
    {
        /// <summary><c>[2]</c> of 4.</summary>
        public ArrayView<int> Half;
    }

    private sealed class Listener : TraceListener
    {
        public ConcurrentBag<string> Heard { get; } = [];

        public override void Fail(string? message, string? detailMessage) => Heard.Add($"{message} {detailMessage}");

        public override void Write(string? message)
        {
        }

        public override void WriteLine(string? message)
        {
        }
    }
}

[CollectionDefinition(AssertionTests.Alone, DisableParallelization = true)]
public sealed class AssertionsAlone;
