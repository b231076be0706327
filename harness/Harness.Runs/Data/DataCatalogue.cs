using System.Text.Json;
using System.Text.Json.Serialization;

namespace Harness.Runs.Data;

/// <summary>The data sets that the engine knows by name.</summary>
public sealed class DataCatalogue
{
    private const int Schema = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private DataCatalogue(IReadOnlyList<DataSetEntry> sets) => Sets = sets;

    /// <summary>The catalogue built into the program: <c>data/datasets.json</c>.</summary>
    public static DataCatalogue Shipped { get; } = ReadShipped();

    /// <summary>The sets that have files.</summary>
    public IReadOnlyList<DataSetEntry> Sets { get; }

    /// <summary>All names that a spec may use, those of generated sets last.</summary>
    public IEnumerable<string> Names => Sets.Select(set => set.Name).Concat(GeneratedSet.All.Select(set => set.Name));

    /// <summary>Reads a catalogue as <c>data/README.md</c> describes it.</summary>
    /// <exception cref="InvalidDataException">The text is no such catalogue.</exception>
    public static DataCatalogue Parse(string json)
    {
        try
        {
            var document = JsonSerializer.Deserialize<CatalogueDocument>(json, Options);
            if (document is not { Schema: Schema })
                throw new InvalidDataException($"datasets.json has schema {document?.Schema}, needed is {Schema}");
            foreach (var source in document.Sets.SelectMany(set => set.Sources))
                Check(source);
            return new DataCatalogue(document.Sets);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"datasets.json: {error.Message}", error);
        }
    }

    /// <summary>The set of this name, or null if the catalogue has none.</summary>
    public DataSetEntry? Find(string name) => Sets.FirstOrDefault(set => set.Name == name);

    /// <summary>The name of the set that has a file of this content, or null.</summary>
    public string? OwnerOf(string sha256) => Sets.FirstOrDefault(set => set.Files.Any(file => file.Sha256 == sha256))?.Name;

    /// <summary>Opens a file that is built into the program.</summary>
    internal static Stream OpenResource(string name) =>
        typeof(DataCatalogue).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"the resource {name} is missing from {typeof(DataCatalogue).Assembly.GetName().Name}");

    private static void Check(CatalogueSource source)
    {
        var complete = source.Kind switch
        {
            SourceKind.System => source.Path is not null,
            SourceKind.Npm => source.Package?.LastIndexOf('@') > 0,
            SourceKind.Download => Uri.TryCreate(source.Url, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps,
            SourceKind.Generated => false,
            _ => true,
        };
        if (!complete)
            throw new InvalidDataException(
                $"datasets.json: {source}: a system source needs a path, npm a package@version, a download an https address");
    }

    private static DataCatalogue ReadShipped()
    {
        using var reader = new StreamReader(OpenResource("datasets.json"));
        return Parse(reader.ReadToEnd());
    }
}

/// <summary>The shape of <c>datasets.json</c>.</summary>
internal sealed record CatalogueDocument(int Schema, IReadOnlyList<DataSetEntry> Sets);
