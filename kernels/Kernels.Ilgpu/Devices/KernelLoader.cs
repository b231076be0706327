using System.Reflection;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace Kernels.Ilgpu.Devices;

/// <summary>Compiles kernels for an accelerator and its default stream.</summary>
internal static class KernelLoader
{
    public static Action<KernelConfig, T> Load<T>(Accelerator accelerator, Action<T> kernel, KernelSpecialization specialization = default)
        where T : struct =>
        accelerator is CLAccelerator openCl
            ? LoadMended(openCl, kernel, specialization)
            : accelerator.LoadStreamKernel(kernel, specialization);

    /// <summary>A kernel in OpenCL code, mended.</summary>
    public static CLCompiledKernel Compile(CLBackend backend, MethodInfo kernel, KernelSpecialization specialization)
    {
        var compiled = (CLCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(kernel), specialization);
        return new CLCompiledKernel(
            backend.Context, EntryPoint(compiled), compiled.Info, OpenClSource.Mend(compiled.Source), compiled.CVersion);
    }

    private static Action<KernelConfig, T> LoadMended<T>(CLAccelerator accelerator, Action<T> kernel, KernelSpecialization specialization)
        where T : struct
    {
        var launch = accelerator.LoadKernel(Compile(accelerator.Backend, kernel.Method, specialization))
            .CreateLauncherDelegate<Action<AcceleratorStream, KernelConfig, T>>();
        return (config, arguments) => launch(accelerator.DefaultStream, config, arguments);
    }

    // ILGPU takes a kernel's code from whoever has it, but of one that it compiled it does not show the arguments, which go with the code.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_EntryPoint")]
    private static extern SeparateViewEntryPoint EntryPoint(CLCompiledKernel kernel);
}
