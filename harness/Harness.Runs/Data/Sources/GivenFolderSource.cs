using Engine;

namespace Harness.Data;

/// <summary>The folder of <c>--data</c> or <c>ENGINE_DATA</c>: a subfolder named after the set or its archive, or the folder itself.</summary>
internal sealed class GivenFolderSource(DataEnvironment environment) : IDataSource
{
    private const string Label = "the folder given";

    public SourceAnswer Find(DataSetEntry set, CatalogueSource source, CancellationToken cancellation)
    {
        if (environment.Folder is not { } folder)
            return new SourceAnswer(null, $"{Label}: none was given (--data FOLDER or ENGINE_DATA)");
        if (!Directory.Exists(folder))
            throw new UserErrorException($"The data folder {folder} (--data or ENGINE_DATA) does not exist. Create it, name another, or leave it out.");
        // A subfolder first: MNIST and FashionMNIST have the same file names, and only a subfolder's name tells them apart.
        var answers = set.Folders.Select(name => Path.Combine(folder, name)).Where(Directory.Exists).Append(folder)
            .Select(candidate => FolderSearch.Find(Label, candidate, set, SourceKind.Folder)).ToArray();
        return answers.FirstOrDefault(answer => answer.Found is not null)
            ?? answers.FirstOrDefault(answer => answer.IsSurprise)
            ?? answers[^1];
    }
}
