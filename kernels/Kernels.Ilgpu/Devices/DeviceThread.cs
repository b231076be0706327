using System.Collections.Concurrent;

namespace Kernels.Ilgpu.Devices;

/// <summary>The one thread that touches an accelerator: ILGPU makes its own CUDA context current on the thread it runs on, which no other
/// library's thread may see.</summary>
internal sealed class DeviceThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    public DeviceThread(string name)
    {
        _thread = new Thread(Work) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Runs <paramref name="body"/> on the thread, after what is already waiting, and returns when it is done; its exception is
    /// thrown on.</summary>
    public T Run<T>(Func<T> body)
    {
        if (Thread.CurrentThread == _thread)
            return body();
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                done.SetResult(body());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        return done.Task.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }

    private void Work()
    {
        foreach (var action in _work.GetConsumingEnumerable())
            action();
    }
}
