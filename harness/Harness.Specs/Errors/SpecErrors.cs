namespace Harness.Specs.Errors;

/// <summary>Collects mistakes while a spec is read, so that all are reported together.</summary>
internal sealed class SpecErrors
{
    private readonly List<SpecError> _errors = [];
    private readonly HashSet<SpecError> _known = [];

    public bool Any => _errors.Count > 0;

    /// <summary>Adds a mistake; one that is already known (the same rule broken at many points of a sweep) counts once.</summary>
    public void Add(SpecLocation where, string message)
    {
        var error = new SpecError(where.Source, where.Line, where.Column, message);
        if (_known.Add(error))
            _errors.Add(error);
    }

    /// <exception cref="SpecException">There are mistakes.</exception>
    public void ThrowIfAny()
    {
        if (Any)
            throw new SpecException([.. _errors.OrderBy(error => error.Line == 0 ? int.MaxValue : error.Line).ThenBy(error => error.Column)]);
    }
}
