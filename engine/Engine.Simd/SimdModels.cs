using System.Runtime.Intrinsics;
using Engine.Data;
using Engine.Numerics;
using Engine.Training;

namespace Engine.Simd;

/// <summary>Chooses the model compiled for a vector width.</summary>
internal static class SimdModels
{
    public static ISimdModel Create(TrainingJob job, DataSplits data, WorkerTeam team, VectorWidth width) => width switch
    {
        VectorWidth.Bits512 => new SimdModel<Lanes512, Vector512<float>>(job, data, team, width),
        VectorWidth.Bits256 => new SimdModel<Lanes256, Vector256<float>>(job, data, team, width),
        _ => new SimdModel<Lanes128, Vector128<float>>(job, data, team, width),
    };
}
