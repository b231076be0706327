namespace Testing;

/// <summary>The Python that a test compares with.</summary>
internal static class PythonWitness
{
    /// <summary>The interpreter; skips the test (fails it in CI) where none imports all of <paramref name="modules"/>.</summary>
    public static string Require(params string[] modules)
    {
        var python = PythonInterpreter.Find(modules);
        Witness.Require(python is not null, $"a Python with {string.Join(", ", modules)}");
        return python!;
    }
}
