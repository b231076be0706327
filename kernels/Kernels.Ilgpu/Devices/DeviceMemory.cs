using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace Kernels.Ilgpu.Devices;

/// <summary>Buffers that live and die together. Where the device is full half-way through an allocation, all of it is given back.</summary>
/// <param name="limit">Bytes that the buffers together may take, for tests of what happens beyond; a real device has its own.</param>
internal sealed class DeviceMemory(Accelerator accelerator, long limit) : IDisposable
{
    private readonly Stack<MemoryBuffer> _buffers = new();
    private long _bytes;

    /// <summary>An uninitialized buffer of at least one element.</summary>
    /// <exception cref="OutOfDeviceMemoryException">It does not fit.</exception>
    public ArrayView<T> Allocate<T>(long length)
        where T : unmanaged
    {
        length = Math.Max(1, length);
        _bytes += length * Interop.SizeOf<T>();
        if (_bytes > limit)
            throw new OutOfDeviceMemoryException($"{_bytes:N0} bytes of {limit:N0}");
        try
        {
            var buffer = accelerator.Allocate1D<T>(length);
            _buffers.Push(buffer);
            return buffer.View.BaseView;
        }
        catch (Exception exception) when (IsOutOfMemory(exception))
        {
            throw new OutOfDeviceMemoryException($"{length * Interop.SizeOf<T>():N0} bytes", exception);
        }
    }

    /// <summary>A buffer that holds a copy.</summary>
    public ArrayView<T> Upload<T>(T[] values)
        where T : unmanaged
    {
        var view = Allocate<T>(values.Length);
        if (values.Length > 0)
            accelerator.Write(values, view.SubView(0, values.Length));
        return view;
    }

    /// <summary>A zeroed buffer.</summary>
    public ArrayView<T> Zeros<T>(long length)
        where T : unmanaged
    {
        var view = Allocate<T>(length);
        accelerator.Zero(view);
        return view;
    }

    public void Dispose()
    {
        if (accelerator.TryGetExtension<DeviceWatch>(out var watch))
            watch.Keep(_buffers);
        else
            Free();
    }

    private void Free()
    {
        while (_buffers.TryPop(out var buffer))
            buffer.Dispose();
    }

    /// <summary>Whether a job failed for want of memory. Drivers may give a buffer its memory only when a kernel or a copy first needs
    /// it, and another process may have been faster.</summary>
    public static bool IsShort(Exception exception) => exception switch
    {
        OutOfDeviceMemoryException => true,
        CudaException cuda => cuda.Error == nameof(CudaError.CUDA_ERROR_OUT_OF_MEMORY),
        CLException cl => cl.Error is CLError.CL_MEM_OBJECT_ALLOCATION_FAILURE or CLError.CL_OUT_OF_HOST_MEMORY,
        _ => false,
    };

    /// <summary>Of an allocation. A kernel may lack other resources than memory.</summary>
    private static bool IsOutOfMemory(Exception exception) =>
        IsShort(exception)
        || exception is OutOfMemoryException or CLException { Error: CLError.CL_OUT_OF_RESOURCES or CLError.CL_INVALID_BUFFER_SIZE };
}

/// <summary>The device has no room for a buffer: try again with less at a time.</summary>
internal sealed class OutOfDeviceMemoryException : Exception
{
    public OutOfDeviceMemoryException(string message) : base(message) { }

    public OutOfDeviceMemoryException(string message, Exception cause) : base(message, cause) { }

    public OutOfDeviceMemoryException() { }
}
