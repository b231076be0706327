using System.Runtime.InteropServices;

namespace Engine.Ablation.Sets;

/// <summary>What a removal changes over some samples, against the intact network.</summary>
/// <param name="Loss">Nats, summed.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SetSums(double Loss, int Correct, int NearTies, int Changed)
{
    public static SetSums operator +(SetSums left, SetSums right) =>
        new(left.Loss + right.Loss, left.Correct + right.Correct, left.NearTies + right.NearTies, left.Changed + right.Changed);
}
