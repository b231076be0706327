using System.Security.Cryptography;
using Engine;
using Engine.Data.Files;

namespace Harness.Runs.Data;

/// <summary>Reads the files of a set one after the other, hashes the whole, and compares each with the catalogue.</summary>
internal sealed class SetReader(LocatedSet set, DataCatalogue catalogue, Action<string> warn) : IDisposable
{
    private readonly IncrementalHash _wholeSet = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public LocatedSet Set => set;

    /// <summary>Lower-case SHA-256 over the content of all files read so far.</summary>
    public string Sha256() => Convert.ToHexStringLower(_wholeSet.GetCurrentHash());

    /// <summary>Reads file number <paramref name="index"/> of the set with <paramref name="read"/>, which reads it to its end.</summary>
    /// <exception cref="UserErrorException">The file is damaged, or belongs to another set.</exception>
    public T Read<T>(int index, Func<DataFile, T> read)
    {
        var located = set.Files[index];
        using var file = located.Open(_wholeSet);
        var result = read(file);
        if (!ContentCheck.Matches(located.Entry, file))
            Object(located, file.Sha256());
        return result;
    }

    public void Dispose() => _wholeSet.Dispose();

    private void Object(LocatedFile file, string found)
    {
        if (catalogue.OwnerOf(found) is { } owner && owner != set.Entry.Name)
            throw new UserErrorException(
                $"{file.Path} is a file of {owner}, needed is one of {set.Entry.Name}. Keep each set in a subfolder of its own, such as "
                    + $"{set.Entry.Folders[0]}.");
        var difference =
            $"{file.Path} is not {set.Entry.Name}'s official {file.Entry.Name}: its SHA-256 is {found}, the catalogue has "
                + $"{file.Entry.Sha256}";
        if (set.Source is not (SourceKind.Folder or SourceKind.System))
            throw new UserErrorException($"{difference}. The copy is damaged: engine data get {set.Entry.Name} replaces it.");
        warn($"{difference}. It is used as it is.");
    }
}
