using Benchmarks.Baselines;
using Benchmarks.Subjects;

namespace Benchmarks;

/// <summary>The options, networks and Python that a suite works with.</summary>
/// <param name="Python">Null where no Python with PyTorch and NumPy was found.</param>
internal sealed record BenchContext(BenchOptions Options, SubjectFactory Subjects, PythonSession? Python, Action<string> Log);
