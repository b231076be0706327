using System.Diagnostics;
using System.Net;

namespace Harness.Tests.Data;

/// <summary>A server whose head comes late and whose body never does.</summary>
internal sealed class Late(TimeSpan head) : HttpMessageHandler
{
    private readonly Stopwatch _sinceHead = new();

    /// <summary>How long the body was waited for.</summary>
    public TimeSpan Waited => _sinceHead.Elapsed;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Delay(head, cancellationToken);
        _sinceHead.Start();
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new Silence(_sinceHead)) };
    }

    private sealed class Silence(Stopwatch sinceHead) : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                sinceHead.Stop();
            }
            return 0;
        }
    }
}
