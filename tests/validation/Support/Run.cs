namespace Noble.Edge.Validation;

/// <summary>How thorough a run is.</summary>
internal static class Run
{
    /// <summary>Whether <c>NOBLE_VALIDATION=full</c> is set, as <c>make validate</c> does; otherwise the quick form.</summary>
    public static bool Full { get; } = Environment.GetEnvironmentVariable("NOBLE_VALIDATION") == "full";
}
