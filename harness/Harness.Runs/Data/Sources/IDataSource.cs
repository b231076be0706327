namespace Harness.Runs.Data;

/// <summary>One kind of place where data sets come from.</summary>
internal interface IDataSource
{
    /// <summary>Finds the set; some sources fetch it.</summary>
    /// <exception cref="IOException">Fetching failed; the message says why. Likewise <see cref="HttpRequestException"/> and
    /// <see cref="Engine.UserErrorException"/>.</exception>
    SourceAnswer Find(DataSetEntry set, CatalogueSource source, CancellationToken cancellation);
}

/// <summary>A source's answer to a request for a data set.</summary>
/// <param name="Found">Null if the source does not have the whole set.</param>
/// <param name="Reason">Why not, as <c>where: why</c>.</param>
/// <param name="IsSurprise">Whether the user must think that the files are there: some are, or they are packed in a way that is not
/// read.</param>
internal sealed record SourceAnswer(LocatedSet? Found, string Reason, bool IsSurprise = false);
