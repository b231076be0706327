using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Harness.Runs.Data;

/// <summary>Fetches one https address into a file that grows, so that a download which was cut off goes on where it stopped.</summary>
internal sealed class HttpDownload(DataEnvironment environment, string dataSet)
{
    private const int Tries = 3;

    /// <summary>Bytes that must arrive within each span of patience: a server that sends a byte now and then would never end.</summary>
    private const int LeastBytes = 4096;

    /// <summary>Fills <paramref name="part"/>, continuing after what it already holds; it is kept when the connection breaks.</summary>
    /// <param name="limit">The most bytes that are taken.</param>
    /// <exception cref="IOException">The address is not https, the server refused, or the connection broke; the message says
    /// which.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public async Task FetchAsync(Uri url, string part, long limit, CancellationToken cancellation)
    {
        if (url.Scheme != Uri.UriSchemeHttps)
            throw new IOException($"{url} is not https");
        using var client = new HttpClient(environment.HttpHandler ?? DefaultHandler(), disposeHandler: environment.HttpHandler is null)
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        // FileShare.None: two processes that fetch the same file do not mix their bytes, the second one is refused.
        await using var file = new FileStream(part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        for (var tries = 1; !await TryFetchAsync(client, url, file, limit, cancellation).ConfigureAwait(false); tries++)
        {
            if (tries == Tries)
                throw new IOException(
                    $"{url}: the connection ended after {file.Length} bytes, {Tries} times; run again to go on from there");
        }

        file.Flush(flushToDisk: true);
    }

    /// <returns>False if the connection broke and it is worth trying again.</returns>
    private async Task<bool> TryFetchAsync(HttpClient client, Uri url, FileStream file, long limit, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(environment.HttpPatience);
        var pace = new Pace();
        try
        {
            using var response = await RequestAsync(client, url, file, patience.Token).ConfigureAwait(false);
            if (response is null)
                return false;
            var total = response.Content.Headers.ContentLength + file.Length;
            if (total > limit)
                throw new IOException($"{url} offers {total} bytes, needed are at most {limit}");
            await CopyAsync(response, url, file, total, limit, patience, pace).ConfigureAwait(false);
            return total is null || file.Length == total;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var patient = $"within {environment.HttpPatience.TotalSeconds} s";
            var found = pace.Bytes == 0
                ? $"nothing arrived {patient}"
                : $"no more than {pace.Bytes} bytes arrived {patient}, needed are {LeastBytes}";
            throw new IOException($"{url}: {found}; run again to go on from there");
        }
        catch (IOException error) when (error is HttpIOException || error.InnerException is SocketException)
        {
            // The body ended before its stated length, or the connection was reset.
            return false;
        }
    }

    /// <summary>
    /// The response whose body belongs at the end of <paramref name="file"/>. Null if the server cannot continue a part that is there; the
    /// part is then dropped.
    /// </summary>
    private static async Task<HttpResponseMessage?> RequestAsync(
        HttpClient client, Uri url, FileStream file, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (file.Length > 0)
            request.Headers.Range = new RangeHeaderValue(file.Length, null);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == file.Length)
        {
            file.Seek(0, SeekOrigin.End);
            return response;
        }

        var found = response.StatusCode;
        if (found == HttpStatusCode.OK)
        {
            // The whole file again: the server does not do ranges, or nothing was there.
            file.SetLength(0);
            return response;
        }

        response.Dispose();
        if (file.Length == 0 || found is not (HttpStatusCode.RequestedRangeNotSatisfiable or HttpStatusCode.PartialContent))
            throw new IOException($"{url}: the server answered {(int)found} {found}");
        file.SetLength(0);
        return null;
    }

    private async Task CopyAsync(
        HttpResponseMessage response, Uri url, FileStream file, long? total, long limit, CancellationTokenSource patience,
        Pace pace)
    {
        var buffer = new byte[1 << 17];
        // The time that the answer took does not count.
        patience.CancelAfter(environment.HttpPatience);
        await using var body = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
        while (await body.ReadAsync(buffer, patience.Token).ConfigureAwait(false) is > 0 and var read)
        {
            pace.Bytes += read;
            if (pace.Bytes >= LeastBytes)
            {
                pace.Bytes = 0;
                patience.CancelAfter(environment.HttpPatience);
            }

            await file.WriteAsync(buffer.AsMemory(0, read), patience.Token).ConfigureAwait(false);
            if (file.Length > limit)
                throw new IOException($"{url} sends more than {limit} bytes");
            environment.Progress?.Report(new DataProgress(dataSet, Path.GetFileName(url.AbsolutePath), file.Length, total));
        }
    }

    /// <summary>The bytes that arrived since patience began anew.</summary>
    private sealed class Pace
    {
        public int Bytes { get; set; }
    }

    private SocketsHttpHandler DefaultHandler() => new()
    {
        ConnectTimeout = environment.HttpPatience,
        // Lengths and ranges are those of the stored bytes: no decompression on the way.
        AutomaticDecompression = DecompressionMethods.None,
    };
}
