using System.Runtime.InteropServices;

namespace Kernels.Ilgpu.Ablation;

/// <summary>Which neuron one order puts back at a step.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Arrival
{
    /// <summary>1-based.</summary>
    public int Layer;

    /// <summary>In the first ablated layer the neuron's number, beyond it its position in the order of arrival.</summary>
    public int Row;

    /// <summary>How many neurons of the layer before are present.</summary>
    public int Present;

    /// <summary>The list of the samples that the neuron changes, and which counter says how many they are.</summary>
    public int List;
    public int Count;
}
