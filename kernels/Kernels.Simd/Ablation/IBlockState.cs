using Engine.Ablation;
using Engine.Numerics;

namespace Kernels.Simd.Ablation;

/// <summary>A block of samples in a network into which neurons come back one after another, whatever the vector width.</summary>
internal interface IBlockState : IDisposable
{
    /// <summary>Whether any score was computed anew when the last neuron came.</summary>
    bool Changed { get; }

    /// <summary>Reads a block of the request's samples.</summary>
    void Load(int firstSample, int count);

    /// <summary>The network without any neuron of the scope.</summary>
    /// <param name="isChecked">Whether <see cref="Scores"/> will be asked for.</param>
    void Begin(OrderPlan plan, bool isChecked);

    /// <summary>Puts the next neuron of the plan back and follows what it changes.</summary>
    void Arrive(NeuronId id);

    /// <summary>The block's sums.</summary>
    StepRecord Sum();

    /// <summary>A sample's cross-entropy in nats.</summary>
    float LossOf(int sample);

    /// <summary>What the network as it is now says of the block's samples.</summary>
    SampleScore[] Scores();
}
