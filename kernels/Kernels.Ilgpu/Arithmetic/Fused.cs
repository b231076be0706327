using System.Reflection;
using ILGPU;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;

namespace Kernels.Ilgpu.Arithmetic;

/// <summary>a b + c, rounded once: the operation that every sum of the engine is made of.</summary>
/// <remarks>ILGPU has no such operation for kernels, and leaves it to a driver whether a product and a sum become one. Here CUDA and OpenCL
/// get theirs by name and the CPU accelerator .NET's: it is the same number everywhere.</remarks>
internal static class Fused
{
    [IntrinsicImplementation]
    public static float MultiplyAdd(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c);

    /// <summary>Tells a context what the operation is on each kind of device.</summary>
    public static void Register(Context.Builder builder)
    {
        var manager = builder.GetIntrinsicManager();
        var operation = Method(nameof(MultiplyAdd));
        manager.RegisterMethod(operation, new PTXIntrinsic(Method(nameof(EmitPtx)), IntrinsicImplementationMode.GenerateCode));
        manager.RegisterMethod(operation, new CLIntrinsic(Method(nameof(EmitOpenCl)), IntrinsicImplementationMode.GenerateCode));
    }

    private static void EmitPtx(PTXBackend backend, PTXCodeGenerator generator, Value call)
    {
        var a = generator.LoadPrimitive(call[0]);
        var b = generator.LoadPrimitive(call[1]);
        var c = generator.LoadPrimitive(call[2]);
        var result = generator.AllocateHardware(call);
        generator.Builder.Append("\tfma.rn.f32");
        using var command = new PTXCodeGenerator.CommandEmitter(generator.Builder);
        command.AppendArgument(result);
        command.AppendArgument(a);
        command.AppendArgument(b);
        command.AppendArgument(c);
    }

    private static void EmitOpenCl(CLBackend backend, CLCodeGenerator generator, Value call)
    {
        var result = generator.Allocate(call);
        using var statement = generator.BeginStatement(result);
        statement.AppendCommand("fma");
        statement.BeginArguments();
        for (var i = 0; i < call.Count; i++)
        {
            statement.AppendArgument();
            statement.AppendCast(BasicValueType.Float32);
            statement.Append(generator.Load(call[i]));
        }
        statement.EndArguments();
    }

    private static MethodInfo Method(string name) =>
        typeof(Fused).GetMethod(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
}
