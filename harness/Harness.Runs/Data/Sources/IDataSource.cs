namespace Harness.Data;

/// <summary>One kind of place where data sets come from.</summary>
internal interface IDataSource
{
    /// <summary>Finds the set, fetching it if that is this source's way.</summary>
    /// <exception cref="IOException">Fetching failed; the message says why. Likewise <see cref="HttpRequestException"/> and <see cref="Engine.UserErrorException"/>.</exception>
    SourceAnswer Find(DataSetEntry set, CatalogueSource source, CancellationToken cancellation);
}

/// <summary>What a source says when asked for a data set.</summary>
/// <param name="Found">Null if the source does not have the whole set.</param>
/// <param name="Reason">Why not, as <c>where: why</c>.</param>
/// <param name="IsSurprise">The user believes the files to be there: some are, or they are packed in a way that is not read.</param>
internal sealed record SourceAnswer(LocatedSet? Found, string Reason, bool IsSurprise = false);
