using System.Runtime.InteropServices;

namespace Kernels.Ilgpu.Ablation;

/// <summary>What some samples add up to.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Tally
{
    /// <summary>Nats.</summary>
    public double Loss;

    public int Correct;

    public int NearTies;
}
