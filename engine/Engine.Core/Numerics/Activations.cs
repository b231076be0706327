using System.Runtime.Intrinsics;
using Engine.Networks;

namespace Engine.Numerics;

/// <summary><see cref="ActivationKernel{TLanes,TVector}"/> at the vector width given.</summary>
public static unsafe class Activations
{
    /// <summary>The slope of leaky ReLU below zero: PyTorch's default.</summary>
    public const float LeakySlope = 0.01f;

    public static void Apply(VectorWidth width, Activation activation, float* values, int count)
    {
        switch (width)
        {
            case VectorWidth.Bits512:
                ActivationKernel<Lanes512, Vector512<float>>.Apply(activation, values, count);
                break;
            case VectorWidth.Bits256:
                ActivationKernel<Lanes256, Vector256<float>>.Apply(activation, values, count);
                break;
            default:
                ActivationKernel<Lanes128, Vector128<float>>.Apply(activation, values, count);
                break;
        }
    }
}
