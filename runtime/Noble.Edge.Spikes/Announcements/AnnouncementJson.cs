using System.Text.Json;
using System.Text.Json.Serialization;

namespace Noble.Edge.Spikes;

/// <summary>State and description of a stream as UTF-8 JSON.</summary>
public static class AnnouncementJson
{
    /// <summary>The payload of the state topic.</summary>
    public static byte[] Write(StreamState state) => JsonSerializer.SerializeToUtf8Bytes(state, AnnouncementJsonContext.Default.StreamState);

    /// <summary>The payload of the meta topic.</summary>
    public static byte[] Write(StreamDescription description) =>
        JsonSerializer.SerializeToUtf8Bytes(description, AnnouncementJsonContext.Default.StreamDescription);

    /// <summary>Reads the payload of a state topic.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out StreamState? state)
    {
        try
        {
            state = JsonSerializer.Deserialize(payload, AnnouncementJsonContext.Default.StreamState);
            return state is not null;
        }
        catch (JsonException)
        {
            state = null;
            return false;
        }
    }

    /// <summary>Reads the payload of a meta topic.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out StreamDescription? description)
    {
        try
        {
            description = JsonSerializer.Deserialize(payload, AnnouncementJsonContext.Default.StreamDescription);
            return description is not null;
        }
        catch (JsonException)
        {
            description = null;
            return false;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StreamState))]
[JsonSerializable(typeof(StreamDescription))]
internal sealed partial class AnnouncementJsonContext : JsonSerializerContext;
