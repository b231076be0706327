using System.Runtime.InteropServices;
using Engine.Networks;
using Engine.Torch.Devices;
using Engine.Torch.Stacks;
using Engine.Training;

namespace Torch.Tests;

/// <summary>Where memory is short, fewer networks train at a time, with the same result and a word about it.</summary>
public sealed class ShortMemoryTests
{
    private const int Inputs = 6, Classes = 3, Epochs = 3;

    private static readonly NetworkShape Shape = new(Inputs, [8], Classes, Activation.Tanh, true);

    private static readonly TrainingOptions Options = new() { BatchSize = 8, Dropout = 0.1 };

    private static readonly TrainingJob[] Jobs =
        [.. Enumerable.Range(0, 5).Select(seed => new TrainingJob(Shape, Options with { LearningRate = 0.01 * (seed + 1) }, (ulong)seed))];

    private readonly List<string> _warnings = [];

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_stack_that_fills_the_memory_is_halved_until_it_fits(int epoch)
    {
        var found = Train(new Cpu(long.MaxValue), (jobs, data) => new Filling(jobs, data, networks: 2, epoch));
        AssertSameAsWhole(found);
        Assert.Equal(
            [
                "torch-cpu: out of memory with 5 networks in a stack; they go on as two stacks of half the size.",
                "torch-cpu: out of memory with 3 networks in a stack; they go on as two stacks of half the size.",
            ],
            _warnings);
    }

    [Fact]
    public void What_is_known_not_to_fit_begins_in_parts()
    {
        var perNetwork = StackMemory.PerNetwork(Jobs[0], 40);
        var found = Train(new Cpu(3 * perNetwork), (jobs, data) => new StackModel(jobs, data));
        AssertSameAsWhole(found);
        Assert.Equal(["torch-cpu: memory for 2 of a stack's 5 networks at a time; they are trained in 3 parts."], _warnings);
    }

    [Fact]
    public void One_network_that_does_not_fit_is_an_error_that_says_so()
    {
        var error = Assert.Throws<UserErrorException>(() => Train(new Cpu(1), (jobs, data) => new Filling(jobs, data, networks: 0, 0)));
        const string Advice = "Even one network of this shape and batch does not fit; lower training.batch_size or the widths.";
        Assert.Equal($"torch-cpu: CUDA out of memory. {Advice}", error.Message);
    }

    [Fact]
    public void A_device_that_fails_is_an_error_in_its_own_words()
    {
        var spoken = new Spoken("CUDA error: unspecified launch failure\nCUDA kernel errors might be …\n");
        var error = Assert.Throws<DeviceFailedException>(() => Train(new Cpu(long.MaxValue), (_, _) => throw spoken));
        Assert.Equal("torch-cpu: CUDA error: unspecified launch failure", error.Message);
    }

    /// <summary>Of those a sweep gives the device up; work that libtorch refuses is no fault of the device's.</summary>
    [Theory]
    [InlineData("CUDA error: an illegal memory access was encountered", true)]
    [InlineData("CUDA driver error: device not found", true)]
    [InlineData("CUDA error: CUBLAS_STATUS_EXECUTION_FAILED when calling `cublasSgemm`", true)]
    [InlineData("cuDNN error: CUDNN_STATUS_INTERNAL_ERROR", true)]
    [InlineData("CUDA out of memory. Tried to allocate 2.00 GiB", false)]
    [InlineData("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`", false)]
    [InlineData("CUDA error: out of memory", false)]
    [InlineData("The size of tensor a (2) must match the size of tensor b (3)", false)]
    public void What_the_device_failed_with_is_told_from_other_errors(string words, bool isOfDevice) =>
        Assert.Equal(isOfDevice, TorchErrors.IsOfDevice(new Spoken(words)));

    [Fact]
    public void What_libtorch_says_when_memory_is_out_is_understood()
    {
        Assert.NotNull(TorchCpu.Trainer);
        var error = Assert.Throws<ExternalException>(() => torch.empty([1L << 50]));
        Assert.True(TorchErrors.IsOutOfMemory(error), error.Message);
        Assert.False(TorchErrors.IsOutOfMemory(Assert.Throws<ExternalException>(() => torch.ones(2).add(torch.ones(3)))));
    }

    private static void AssertSameAsWhole(Result found)
    {
        using var session = TorchCpu.Trainer.Open(Jobs, new TrainingContext(Data(), 1));
        var whole = Run(session);
        Assert.Equal(whole.Records.Length, found.Records.Length);
        for (var i = 0; i < Jobs.Length; i++)
        {
            Assert.Equal(whole.Records[i].Epoch, found.Records[i].Epoch);
            double expected = whole.Records[i].Train.Loss, loss = found.Records[i].Train.Loss;
            Deviation.Within(TrainingTolerance.Loss(15), expected, loss, TrainingTolerance.Floor, $"loss of network {i}");
            // A bias before batch normalization follows rounding errors under Adam.
            double[] weights = [.. whole.Networks[i].Layers[0].Weight], actual = [.. found.Networks[i].Layers[0].Weight];
            Deviation.Within(TrainingTolerance.Weights(15), weights, actual, TrainingTolerance.Floor, $"weights of network {i}");
        }
    }

    private static Engine.Data.DataSplits Data() => RandomData.Splits(40, Inputs, Classes);

    private Result Train(ITorchDevice device, Func<IReadOnlyList<TrainingJob>, DeviceData, IStackModel> create)
    {
        Assert.NotNull(TorchCpu.Trainer);
        using var session = new TorchSession(Jobs, new TrainingContext(Data(), 1) { Warn = _warnings.Add }, device, create);
        return Run(session);
    }

    private static Result Run(ITrainingSession session)
    {
        var last = Enumerable.Range(0, Epochs).Select(_ => session.RunEpoch(CancellationToken.None)).ToArray()[^1];
        return new Result([.. last.Select(outcome => outcome.Record!)], [.. Enumerable.Range(0, Jobs.Length).Select(session.Snapshot)]);
    }

    private sealed record Result(EpochRecord[] Records, Network[] Networks);

    /// <summary>An error in libtorch's words.</summary>
    private sealed class Spoken(string words) : ExternalException(words);

    /// <summary>The CPU with a memory of the test's choice.</summary>
    private sealed class Cpu(long free) : ITorchDevice
    {
        public string Name => "torch-cpu";

        public Availability Availability => Availability.Yes("a test's");

        public string Hardware => "a test's";

        public torch.Device Device => torch.CPU;

        public int StackLimit => 8;

        public long? FreeMemory => free;
    }

    /// <summary>Runs out of memory, with libtorch's words, in the epoch given if it has more networks than fit.</summary>
    private sealed class Filling(IReadOnlyList<TrainingJob> jobs, DeviceData data, int networks, int at) : IStackModel
    {
        private readonly StackModel _model = new(jobs, data);

        public IReadOnlyList<EpochOutcome> RunEpoch(int epoch, CancellationToken cancellation) => epoch == at && jobs.Count > networks
            ? throw new Spoken("CUDA out of memory.\nException raised from malloc …")
            : _model.RunEpoch(epoch, cancellation);

        public void Leave(int index) => _model.Leave(index);

        public Network Snapshot(int index) => _model.Snapshot(index);

        public void Save(BinaryWriter state) => _model.Save(state);

        public void Load(BinaryReader state) => _model.Load(state);

        public void Dispose() => _model.Dispose();
    }
}
