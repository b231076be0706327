using Engine.Networks;
using Engine.Numerics;
using Engine.Torch.Dropout;
using Engine.Training;

namespace Engine.Torch.Stacks;

/// <summary>From a batch's inputs to its logits, for all networks of a stack; autograd finds the way back.</summary>
/// <param name="dropout">Null where no network of the stack drops anything.</param>
/// <param name="code">Null where cross-entropy alone is the objective.</param>
internal sealed class StackNetwork(
    StackLayout layout, StackParameters parameters, IDropoutMasks? dropout, StackCode? code, Flushing flushing)
{
    /// <summary>Values of a layer that an evaluation holds at a time.</summary>
    private const long Portion = 1 << 24;

    /// <summary>The dimension of the classes.</summary>
    private const int Classes = 2;

    private static readonly long[] Rows = [1];

    private readonly Activation _activation = layout.Shape.Activation;

    /// <summary>In training mode: statistics of the batch, which the running ones follow, dropout on, noise in the code.</summary>
    /// <param name="inputs"><c>[networks, rows, inputs]</c>.</param>
    /// <param name="labels">int64 <c>[networks, rows]</c>.</param>
    /// <param name="step">Steps taken before this one; keys dropout and noise.</param>
    /// <returns>The logits, <c>[networks, rows, classes]</c>, and the price of
    /// the code's information, <c>[networks]</c>, or null.</returns>
    public (Tensor Logits, Tensor? Penalty) Train(Tensor inputs, Tensor labels, long step)
    {
        var values = Drop(inputs, step, DropoutRule.Input);
        Tensor? penalty = null;
        var hidden = layout.Layers.Length - 1;
        for (var layer = 0; layer < hidden; layer++)
        {
            var input = values;
            values = Hidden(layer, input);
            if (code is not null && layer == hidden - 1)
                (values, penalty) = code.Run(input, values, labels, step);
            values = Drop(values, step, layer);
        }
        return (flushing.InGraph(Affine(hidden, values)), penalty);
    }

    private Tensor Drop(Tensor values, long step, int layer) => dropout?.DropsIn(layer) == true
        ? values * dropout.Factors(step, layer, (int)values.shape[1], (int)values.shape[2])
        : values;

    /// <summary>Mean loss and accuracy of each network on a split, in evaluation
    /// mode: running statistics, dropout off, the code's mean.</summary>
    public Evaluation[] Evaluate(DeviceSplit split)
    {
        var networks = parameters.Values.shape[0];
        if (split.Samples == 0)
            return [.. Enumerable.Repeat(Evaluation.Empty, (int)networks)];
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var losses = torch.zeros(networks, torch.ScalarType.Float64, split.Features.device);
        var correct = torch.zeros(networks, torch.ScalarType.Int64, split.Features.device);
        var rows = RowsAtATime(networks);
        for (var first = 0; first < split.Samples; first += rows)
            Add(split, first, Math.Min(rows, split.Samples - first), losses, correct);
        return [.. HostTensors.ToArray<double>(losses)
            .Zip(HostTensors.ToArray<long>(correct), (loss, right) => Evaluation.From(loss, right, split.Samples))];
    }

    /// <summary>Sums of the cross-entropies (nats, float64 <c>[networks]</c>) and samples that were right (int64 <c>[networks]</c>);
    /// a tie of the highest logits goes to the lowest class.</summary>
    /// <param name="logits"><c>[networks, rows, classes]</c>.</param>
    /// <param name="labels">int64 <c>[networks, rows]</c>.</param>
    public static (Tensor Losses, Tensor Correct) Score(Tensor logits, Tensor labels)
    {
        var picked = torch.nn.functional.log_softmax(logits, Classes).gather(Classes, labels.unsqueeze(Classes));
        var losses = picked.sum([1, Classes], type: torch.ScalarType.Float64).neg();
        var correct = logits.argmax(Classes).eq(labels).sum(1, type: torch.ScalarType.Int64);
        return (losses, correct);
    }

    private int RowsAtATime(long networks)
    {
        var widest = Enumerable.Range(0, layout.Shape.Layers + 1).Max(layout.Shape.Width);
        return (int)Math.Max(1, Portion / (networks * widest));
    }

    private void Add(DeviceSplit split, int first, int count, Tensor losses, Tensor correct)
    {
        using var block = torch.NewDisposeScope();
        var networks = losses.shape[0];
        var inputs = split.Features.narrow(0, first, count).unsqueeze(0).expand(networks, count, layout.Shape.Inputs);
        var labels = split.Labels.narrow(0, first, count).unsqueeze(0).expand(networks, count);
        var scores = Score(Evaluate(inputs), labels);
        losses.PlusIn(scores.Losses);
        correct.PlusIn(scores.Correct);
    }

    private Tensor Evaluate(Tensor inputs)
    {
        var values = inputs;
        for (var layer = 0; layer < layout.Layers.Length - 1; layer++)
        {
            var z = Affine(layer, values);
            values = flushing.Apply(Activate(layout.Shape.BatchNorm ? NormalizeByRunning(layer, z) : z));
        }
        return Affine(layout.Layers.Length - 1, values);
    }

    private Tensor Hidden(int layer, Tensor input)
    {
        var z = flushing.InGraph(Affine(layer, input));
        if (layout.Shape.BatchNorm)
            z = flushing.InGraph(Normalize(layer, z));
        var output = Activate(z);
        // ReLU, tanh and hard-tanh of a flushed number are flushed.
        return _activation is Activation.Relu or Activation.Tanh or Activation.HardTanh ? output : flushing.InGraph(output);
    }

    /// <summary>A product and a sum: baddbmm of TorchSharp 0.107 hands its three arguments on in another order.</summary>
    private Tensor Affine(int layer, Tensor input)
    {
        var blocks = layout.Layers[layer];
        return torch.bmm(input, parameters[blocks.Weight]).PlusIn(parameters[blocks.Bias]);
    }

    private Tensor Activate(Tensor z) => _activation switch
    {
        Activation.Relu => z.relu_(),
        Activation.LeakyRelu => z.LeakyReluIn(Activations.LeakySlope),
        Activation.Tanh => z.tanh_(),
        Activation.Elu => z.EluIn(),
        Activation.Gelu => z.gelu(),
        Activation.GeluTanh => z.gelu(TorchSharp.Modules.GELU.Approximate.tanh),
        Activation.Silu => z.silu(),
        // ln(1 + exp z) = -ln(1 / (1 + exp z)), in one operation of PyTorch's; softplus itself would take numbers.
        Activation.Softplus => torch.nn.functional.logsigmoid(z.neg()).neg(),
        Activation.HardTanh => z.HardTanhIn(),
        _ => z.sigmoid_(),
    };

    /// <summary>Batch normalization (Ioffe, Szegedy, arXiv:1502.03167) by the batch's moments.</summary>
    /// <param name="z"><c>[networks, rows, width]</c>.</param>
    private Tensor Normalize(int layer, Tensor z)
    {
        var mean = z.mean(Rows, keepdim: true);
        var centred = z - mean;
        var variance = (centred * centred).mean(Rows, keepdim: true);
        Follow(layer, mean, variance, z.shape[1]);
        return Scale(layer, centred, variance);
    }

    private Tensor NormalizeByRunning(int layer, Tensor z) => Scale(layer, z - parameters.Means[layer], parameters.Variances[layer]);

    private Tensor Scale(int layer, Tensor centred, Tensor variance)
    {
        var blocks = layout.Layers[layer];
        var scale = variance.Plus(BatchNormalization.DefaultEpsilon).rsqrt().mul(parameters[blocks.Gamma!]);
        return parameters[blocks.Beta!].PlusProduct(centred, scale);
    }

    /// <summary>The running variance takes the unbiased estimate; a batch of one sample has none and leaves it as it is.</summary>
    private void Follow(int layer, Tensor mean, Tensor variance, long rows)
    {
        using var quiet = torch.no_grad();
        Blend(parameters.Means[layer], mean);
        if (rows > 1)
            Blend(parameters.Variances[layer], variance.Times((double)rows / (rows - 1)));
    }

    private void Blend(Tensor running, Tensor batch)
    {
        running.PlusIn(batch - running, BatchNormalization.Momentum);
        flushing.ApplyIn(running);
    }
}
