namespace Engine.Ablation;

/// <summary>A hidden neuron: its layer, counted from 1, and its place in that layer, counted from 0.</summary>
public readonly record struct NeuronId(int Layer, int Neuron)
{
    public override string ToString() => $"layer {Layer} neuron {Neuron}";
}
