using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Harness.Tests.Data;

/// <summary>
/// A web server on 127.0.0.1 that answers as each test wants, one connection at a time; <see cref="Handler"/> leads https requests to it.
/// </summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<LoopbackRequest, LoopbackResponse> _answer;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public LoopbackServer(Func<LoopbackRequest, LoopbackResponse> answer)
    {
        _answer = answer;
        _listener.Start();
        Handler = new Redirect(((IPEndPoint)_listener.LocalEndpoint).Port);
        _serving = Task.Run(ServeAsync);
    }

    public List<LoopbackRequest> Requests { get; } = [];

    public HttpMessageHandler Handler { get; }

    public void Dispose()
    {
        _stop.Cancel();
        _serving.Wait();
        _stop.Dispose();
        _listener.Stop();
        Handler.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client.GetStream());
            }
            catch (Exception error) when (error is IOException or OperationCanceledException)
            {
                // The client has gone away, as some tests want, or the server stops.
            }
        }
    }

    private async Task AnswerAsync(NetworkStream connection)
    {
        var request = await ReadAsync(connection);
        Requests.Add(request);
        var response = _answer(request);
        var head = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {response.Status} x\r\n")
            .Append(CultureInfo.InvariantCulture, $"Content-Length: {response.StatedLength ?? response.Body.Length}\r\n")
            .Append("Connection: close\r\n");
        if (response.Status == 206)
            head.Append(
                CultureInfo.InvariantCulture,
                $"Content-Range: bytes {request.From}-{request.From + response.Body.Length - 1}/{request.From + response.Body.Length}\r\n");
        await connection.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()));
        if (response.PauseAfterByte is { } pause)
            await DribbleAsync(connection, response.Body, pause);
        else
            await connection.WriteAsync(response.Body);
        if (response.HoldUntil is { } hold)
            await hold;
    }

    private async Task DribbleAsync(NetworkStream connection, byte[] body, TimeSpan pause)
    {
        for (var i = 0; i < body.Length; i++)
        {
            await connection.WriteAsync(body.AsMemory(i, 1), _stop.Token);
            await Task.Delay(pause, _stop.Token);
        }
    }

    private static async Task<LoopbackRequest> ReadAsync(NetworkStream connection)
    {
        using var reader = new StreamReader(connection, Encoding.ASCII, leaveOpen: true);
        var path = (await reader.ReadLineAsync())!.Split(' ')[1];
        long from = 0;
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            if (line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
                from = long.Parse(line["Range: bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
        }

        return new LoopbackRequest(path, from);
    }

    private sealed class Redirect(int port) : DelegatingHandler(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero })
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new UriBuilder(request.RequestUri!) { Scheme = "http", Host = "127.0.0.1", Port = port }.Uri;
            return base.SendAsync(request, cancellationToken);
        }
    }
}

/// <param name="From">The first byte of the range asked for, 0 for the whole.</param>
internal sealed record LoopbackRequest(string Path, long From);

/// <param name="StatedLength">What Content-Length says; null for the body's length. A larger one makes a connection that ends
/// early.</param>
/// <param name="PauseAfterByte">Sends the body byte by byte.</param>
/// <param name="HoldUntil">Keeps the connection open until then.</param>
internal sealed record LoopbackResponse(
    int Status, byte[] Body, long? StatedLength = null, Task? HoldUntil = null, TimeSpan? PauseAfterByte = null);
