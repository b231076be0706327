using Engine.Data;
using Engine.Numerics;
using Engine.Training;
using Kernels.Ilgpu.Ablation;
using Kernels.Ilgpu.Devices;

namespace Kernels.Ilgpu.Networks;

/// <summary>Mean loss and accuracy of the intact network; of every sample five bytes come back, and are added up in the order of the
/// samples.</summary>
internal static class DeviceEvaluator
{
    public static Evaluation Evaluate(
        Machine machine, DeviceNetwork network, DeviceInputs inputs, LabelledData data, WorkerTeam team, long bytes,
        CancellationToken cancellation)
    {
        if (data.Samples == 0)
            return Evaluation.Empty;
        using var memory = machine.NewMemory();
        var forward = new DeviceForward(machine, memory, network, inputs, team, data.Features, network.Shape.Layers, bytes);
        var scores = new ScoreArguments
        {
            Logits = forward.Output(network.Shape.Layers),
            Labels = memory.Allocate<byte>(forward.Capacity),
            Losses = memory.Allocate<float>(forward.Capacity),
            Gaps = memory.Allocate<float>(forward.Capacity),
            Predicted = memory.Allocate<byte>(forward.Capacity),
            NotFinite = memory.Upload<int>([int.MaxValue]),
            Classes = network.Shape.Classes,
            Stride = forward.Capacity,
        };
        var (loss, correct) = (0.0, 0);
        for (var first = 0; first < data.Samples; first += forward.Capacity)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(forward.Capacity, data.Samples - first);
            var labels = data.Labels.AsSpan(first, count);
            scores.Samples = SampleLists.Every(count);
            machine.Upload<byte>(labels, scores.Labels);
            forward.Run(first, count);
            machine.Kernels.Score(scores, count, 1);
            foreach (var sampleLoss in machine.Download(scores.Losses.SubView(0, count)))
                loss += sampleLoss;
            var predicted = machine.Download(scores.Predicted.SubView(0, count));
            for (var i = 0; i < count; i++)
                correct += predicted[i] == labels[i] ? 1 : 0;
        }
        return Evaluation.From(loss, correct, data.Samples);
    }
}
