namespace Harness.Data;

/// <summary>One kind of place where data sets come from.</summary>
internal interface IDataSource
{
    /// <summary>Finds the set, fetching it if that is this source's way.</summary>
    /// <exception cref="IOException">Fetching failed; the message says why. Likewise <see cref="HttpRequestException"/> and <see cref="Engine.UserErrorException"/>.</exception>
    SourceAnswer Find(DataSetEntry set, CatalogueSource source, CancellationToken cancellation);
}
