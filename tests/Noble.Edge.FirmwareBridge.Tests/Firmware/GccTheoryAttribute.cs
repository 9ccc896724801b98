namespace Noble.Edge.FirmwareBridge.Tests;

/// <summary><see cref="GccFactAttribute"/> with data.</summary>
public sealed class GccTheoryAttribute : TheoryAttribute
{
    public GccTheoryAttribute() => Skip = new GccFactAttribute().Skip;
}
