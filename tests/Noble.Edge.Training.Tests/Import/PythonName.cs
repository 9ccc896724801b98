namespace Noble.Edge.Training.Tests;

/// <summary>A name that a pickle refers to.</summary>
internal sealed record PythonName(string Module, string Name);
