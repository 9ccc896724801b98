namespace Noble.Edge.Spikes.Tests;

/// <summary>A test that needs a Python interpreter, and is skipped, with that reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonTheoryAttribute : TheoryAttribute
{
    public PythonTheoryAttribute()
    {
        if (Python.Path is null)
        {
            Skip = "no python3 on this machine";
        }
    }
}
