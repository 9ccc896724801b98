namespace Noble.Edge.Host;

/// <summary>What a run's notices, warnings and errors look like on standard error.</summary>
internal enum LogFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>A line of JSON each, for journald, Loki and scripts.</summary>
    Json,
}
