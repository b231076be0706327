using System.Collections.Immutable;
using Harness.Specs.Keys;
using Harness.Specs.Sections;
using Harness.Specs.Sweeps;
using Harness.Specs.Types;

namespace Harness.Specs.Reading;

/// <summary>Makes an experiment of a document: reads every value, then checks every point of the sweep.</summary>
internal sealed class ExperimentBuilder
{
    private readonly SpecDocument _document;
    private readonly ReadScope _scope;
    private readonly GivenKeys _given;
    private readonly RuleReports _reports;

    private ExperimentBuilder(SpecDocument document, ReadScope scope)
    {
        (_document, _scope) = (document, scope);
        _given = new GivenKeys(document.Root, document.Sections);
        _reports = new RuleReports(scope.Errors);
    }

    /// <exception cref="SpecException">The document has mistakes, or <paramref name="scope"/> already knew some.</exception>
    public static ExperimentSpec Build(SpecDocument document, ReadScope scope, string file)
    {
        var builder = new ExperimentBuilder(document, scope);
        builder.ReadKeys();
        var sweep = builder.ReadSweep();
        var seeds = SeedsReader.Read(document.Find("seeds"), scope with { What = "seeds" });
        builder.CheckRequired(sweep);
        var points = builder.CheckCount(sweep, seeds.Length) ? builder.Resolve(sweep) : [];
        scope.Errors.ThrowIfAny();
        return new ExperimentSpec(points[0].Spec.Name, file, seeds, sweep, points, [.. document.Warnings, .. builder._reports.Warnings]);
    }

    private void ReadKeys()
    {
        foreach (var key in SpecKeys.Run)
            if (_document.Find(key.Path) is not { } node)
                continue;
            else if (key.Read(node, _scope with { What = key.Path }) is { } assignment)
                _given.Add(assignment);
            else
                _given.AddFailed(key.Path);
    }

    private Sweep ReadSweep()
    {
        var axes = ImmutableArray.CreateBuilder<SweepAxis>();
        var swept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in _document.Axes)
        {
            foreach (var twice in SweepReader.KeysOf(entry).Where(key => !swept.Add(key)))
                _scope.Errors.Add(entry.Key.Where, $"{twice} is swept by two axes; keep one");
            if (SweepReader.Axis(entry, _scope) is { } axis)
                axes.Add(axis);
            else
                foreach (var key in SweepReader.KeysOf(entry))
                    _given.AddFailed(key);
        }
        return new Sweep(axes.ToImmutable());
    }

    private void CheckRequired(Sweep sweep)
    {
        foreach (var key in SpecKeys.Run.Where(key => key.IsRequired))
            if (_given.Find(key.Path) is null && !_given.HasFailed(key.Path) && !sweep.Axes.Any(axis => axis.Keys.Contains(key.Path)))
                _scope.Errors.Add(_document.Root, $"{key.Path} is required and missing; it must be {key.Expected}");
    }

    private bool CheckCount(Sweep sweep, int seeds)
    {
        var fits = sweep.Count * seeds <= Sweep.MaximumRuns;
        if (!fits)
            _scope.Errors.Add(
                _document.Axes is [var axis, ..] ? axis.Key.Where : _document.Root,
                $"the sweep and the seeds make more than {Sweep.MaximumRuns} runs, the most that one spec may have; split it");
        return fits;
    }

    private ImmutableArray<SpecPoint> Resolve(Sweep sweep)
    {
        var rules = SpecRules.All.Where(rule => !rule.Keys.Any(_given.HasFailed)).ToImmutableArray();
        var start = _given.Assignments.Aggregate(SpecKeys.Blank, (spec, assignment) => assignment.Apply(spec));
        var points = ImmutableArray.CreateBuilder<SpecPoint>((int)sweep.Count);
        foreach (var varied in sweep.Points())
        {
            var spec = varied.Aggregate(start, (spec, assignment) => assignment.Apply(spec));
            spec = rules.Aggregate(spec, (spec, rule) => rule.Apply(spec, new RuleScope(_given, varied, rule, _reports)));
            points.Add(new SpecPoint(spec, varied));
        }
        return points.MoveToImmutable();
    }
}
