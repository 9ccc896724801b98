namespace Noble.Edge.Rig;

/// <summary>Currents, or conductances, that come in over MQTT; a snapshot taken at the start.</summary>
public sealed record MqttCurrentInputOptions
{
    /// <summary>How the broker is reached; default loopback.</summary>
    public MqttConnectionOptions Connection { get; init; } = new();

    /// <summary>Name, of which the client's is made at the broker: another one for each input of a run; default <c>current</c>.</summary>
    public string Name { get; init; } = "current";

    /// <summary>The key of a sample in a JSON object; default <c>nanoamperes</c>.</summary>
    public string ValueKey { get; init; } = "nanoamperes";

    /// <summary>Topic, without wildcards.</summary>
    public required string Topic
    {
        get;
        init => field = value.Length is >= 1 and <= 1024 && !value.AsSpan().ContainsAny("+#\0")
            ? value
            : throw new ArgumentOutOfRangeException(null, $"topic '{value}': expected 1 to 1024 characters without '+' and '#'");
    }

    /// <summary>Whether every sample of a message is handed on, for a buffer; default no: only its last.</summary>
    public bool HandsOnAll { get; init; }

    /// <summary>Samples that wait for the loop at most, rounded up to a power of two; default 65,536, range 16 to 2^20. What finds it full is dropped and counted.</summary>
    public int BufferCapacity
    {
        get;
        init => field = value is >= 16 and <= 1 << 20 ? value : throw new ArgumentOutOfRangeException(null, $"MQTT input buffer {value}: expected 16 to {1 << 20} samples");
    } = 65_536;
}
