namespace Noble.Edge.Host;

/// <summary>What the process says when it ends; scripts rely on these.</summary>
internal static class ExitCode
{
    internal const int Done = 0;

    /// <summary>It failed while running.</summary>
    internal const int Failed = 1;

    /// <summary>The user's mistake.</summary>
    internal const int Mistake = 2;
}
