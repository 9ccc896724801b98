namespace Noble.Edge.Host;

/// <summary>Log formats by name.</summary>
internal static class LogFormats
{
    /// <exception cref="UserMistakeException">There is no such format.</exception>
    internal static LogFormat Parse(string name) => name switch
    {
        "text" => LogFormat.Text,
        "json" => LogFormat.Json,
        _ => throw new UserMistakeException($"log '{name}': expected text or json"),
    };
}
