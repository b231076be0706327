using System.Runtime.Intrinsics;

namespace Engine.Numerics;

/// <summary><see cref="ScoreKernel{TLanes,TVector}"/> at the vector width given.</summary>
public static unsafe class Scoring
{
    public static void Run(
        VectorWidth width, float* logits, nint stride, int* rows, int count, int classes, byte* labels, SampleScore* scores, float* scratch)
    {
        switch (width)
        {
            case VectorWidth.Bits512:
                ScoreKernel<Lanes512, Vector512<float>>.Run(logits, stride, rows, count, classes, labels, scores, scratch);
                break;
            case VectorWidth.Bits256:
                ScoreKernel<Lanes256, Vector256<float>>.Run(logits, stride, rows, count, classes, labels, scores, scratch);
                break;
            default:
                ScoreKernel<Lanes128, Vector128<float>>.Run(logits, stride, rows, count, classes, labels, scores, scratch);
                break;
        }
    }
}
