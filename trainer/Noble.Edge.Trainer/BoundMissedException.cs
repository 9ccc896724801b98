namespace Noble.Edge.Trainer;

/// <summary>A result that was measured and found worse than the bound asked for: one line, exit code 1.</summary>
internal sealed class BoundMissedException(string message) : Exception(message);
