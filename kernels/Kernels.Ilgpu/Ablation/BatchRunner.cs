using Engine.Data;
using ILGPU;
using Kernels.Ilgpu.Devices;
using Kernels.Ilgpu.Networks;
using Kernels.Ilgpu.Products;

namespace Kernels.Ilgpu.Ablation;

/// <summary>Launches a batch's kernels, step after step: nothing is waited for, but where a step is checked.</summary>
/// <remarks>A step is: the arriving outputs and the lists of samples that they change; one row added to the next layer's sums of those
/// samples; products through the layers that follow; scores; tallies.</remarks>
internal sealed class BatchRunner(
    Machine machine, DeviceNetwork network, OrderGroup group, BatchState state, ArrayView<int> notFinite) : IBatchRunner
{
    private readonly ScoreRunner _score = new(
        machine, state, network.Shape.Classes, state.Sums(network.Shape.Layers), BatchState.KeepsSums(group, network.Shape.Layers),
        notFinite);

    public BatchScores Scores => state;

    public ArrayView<float> Intact => state.Intact;

    public void Run(LabelledData data, int first, int count, Action<int> atStep, CancellationToken cancellation)
    {
        machine.Upload<byte>(data.Labels.AsSpan(first, count), state.Labels);
        List(count);
        for (var step = group.Steps - 1; step >= 0; step--)
        {
            cancellation.ThrowIfCancellationRequested();
            // The network without its neurons is computed for every sample; after that, what a step changes.
            var samples = step < group.Steps - 1 ? Listed(step) : SampleLists.Every(count);
            Arrive(step, count);
            foreach (var layer in group.Layers.Where(layer => group.MostColumns(layer, step) > 0))
                Advance(layer, step, count, samples);
            _score.Score(step, first, count, samples);
            atStep(step);
        }
    }

    private void List(int count)
    {
        machine.Accelerator.Zero(state.Counts);
        machine.Kernels.List(
            new ListArguments
            {
                Outputs = state.Intact,
                Lists = state.Lists,
                Counts = state.Counts,
                Neurons = group.FirstWidth,
                Samples = count,
                Stride = state.Stride,
            });
    }

    private SampleLists Listed(int step) => new()
    {
        Lists = state.Lists,
        Counts = state.Counts,
        Arrivals = group.Arrivals(step),
        Stride = state.Stride,
        All = -1,
    };

    private void Arrive(int step, int count)
    {
        for (var layer = group.FirstLayer + 1; layer < network.Shape.Layers; layer++)
        {
            if (!group.ArrivesAt(layer, step))
                continue;
            var isSecond = layer == group.FirstLayer + 1;
            machine.Kernels.Arrival(
                new ArrivalArguments
                {
                    Arrivals = group.Arrivals(step),
                    Sums = state.Sums(layer),
                    Inputs = isSecond ? state.Intact : state.Sums(layer - 1),
                    Weights = group.Weights(layer),
                    Bias = group.Bias(layer),
                    Lists = state.Lists,
                    Counts = state.Counts,
                    Layer = layer,
                    IsSecond = isSecond ? 1 : 0,
                    Width = network.Shape.Width(layer),
                    PreviousWidth = network.Shape.Width(layer - 1),
                    Samples = count,
                    Stride = state.Stride,
                    Activation = network.Shape.ActivationOf(layer),
                    InputActivation = isSecond ? default : network.Shape.ActivationOf(layer - 1),
                },
                group.Orders);
        }
    }

    private void Advance(int layer, int step, int count, SampleLists samples)
    {
        var (inputs, width) = (network.Shape.Width(layer - 1), network.Shape.Width(layer));
        var (isSecond, isLogits) = (layer == group.FirstLayer + 1, layer == network.Shape.Layers);
        machine.Kernels.Affine(
            new AffineArguments
            {
                Inputs = isSecond ? state.Intact : group.IsNetwork ? state.Sums(layer - 1) : state.Outputs(layer - 1),
                Weights = group.Weights(layer),
                Bias = group.Bias(layer),
                Sums = state.Sums(layer),
                Outputs = state.Outputs(layer),
                Moves = group.Moves(layer, step),
                Samples = samples,
                InputsPerOrder = isSecond ? 0 : (long)inputs * state.Stride,
                WeightsPerOrder = group.IsNetwork ? (long)inputs * width : 0,
                BiasPerOrder = group.IsNetwork ? width : 0,
                InputStride = state.Stride,
                OutputStride = state.Stride,
                Width = width,
                InputsBySample = isSecond || group.IsNetwork ? 1 : 0,
                ActivatesInputs = !isSecond && group.IsNetwork ? 1 : 0,
                SumsBySample = BatchState.KeepsSums(group, layer) ? 1 : 0,
                StoresSums = BatchState.StoresSums(group, network.Shape, layer) ? 1 : 0,
                StoresOutputs = BatchState.StoresOutputs(group, network.Shape, layer) ? 1 : 0,
                InputActivation = network.Shape.ActivationOf(layer - 1),
                Activation = isLogits ? default : network.Shape.ActivationOf(layer),
            },
            count,
            group.MostColumns(layer, step),
            group.Orders);
    }
}
