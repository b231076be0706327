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
        where T : struct
    {
        var launch = accelerator is CLAccelerator openCl
            ? LoadMended(openCl, kernel, specialization)
            : accelerator.LoadStreamKernel(kernel, specialization);
        if (!accelerator.TryGetExtension<DeviceWatch>(out var watch))
            return launch;
        return (config, arguments) =>
        {
            launch(config, arguments);
            watch.Launched(kernel.Method);
        };
    }

    /// <summary>A kernel in OpenCL code, mended.</summary>
    public static CLCompiledKernel Compile(CLBackend backend, MethodInfo kernel, KernelSpecialization specialization)
    {
        var compiled = (CLCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(kernel), specialization);
        return WithSource(compiled, OpenClSource.Mend(compiled.Source));
    }

    private static Action<KernelConfig, T> LoadMended<T>(CLAccelerator accelerator, Action<T> kernel, KernelSpecialization specialization)
        where T : struct
    {
        var compiled = Compile(accelerator.Backend, kernel.Method, specialization);
        if (accelerator.TryGetExtension<DeviceWatch>(out var watch))
            compiled = WithSource(compiled, watch.Translate(compiled.Source));
        var launch = accelerator.LoadKernel(compiled).CreateLauncherDelegate<Action<AcceleratorStream, KernelConfig, T>>();
        return (config, arguments) => launch(accelerator.DefaultStream, config, arguments);
    }

    private static CLCompiledKernel WithSource(CLCompiledKernel kernel, string source) =>
        new(kernel.Context, EntryPoint(kernel), kernel.Info, source, kernel.CVersion);

    // ILGPU takes a kernel's code from whoever has it, but of one that it compiled it does not show the arguments, which go with the code.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_EntryPoint")]
    private static extern SeparateViewEntryPoint EntryPoint(CLCompiledKernel kernel);
}
