using Harness.Specs.Errors;
using Harness.Specs.Keys;

namespace Harness.Specs.Rules;

/// <summary>The keys that a spec gives outside its sweep.</summary>
/// <param name="root">Where a key that is missing should stand.</param>
/// <param name="sections">Where each section stands.</param>
internal sealed class GivenKeys(SpecLocation root, IReadOnlyDictionary<string, SpecLocation> sections)
{
    private readonly Dictionary<string, SpecAssignment> _assignments = new(StringComparer.Ordinal);
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);

    public IEnumerable<SpecAssignment> Assignments => _assignments.Values;

    public void Add(SpecAssignment assignment) => _assignments.Add(assignment.Key.Path, assignment);

    /// <summary>Notes a key that is given, in the spec or its sweep, with a value that could not be read.</summary>
    public void AddFailed(string path) => _failed.Add(path);

    public bool HasFailed(string path) => _failed.Contains(path);

    public SpecAssignment? Find(string path) => _assignments.GetValueOrDefault(path);

    public SpecLocation PlaceOf(string path) =>
        sections.TryGetValue(path.Split('.')[0], out var section) ? section : root;
}
