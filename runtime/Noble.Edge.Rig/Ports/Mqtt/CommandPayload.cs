using System.Text.Json;
using System.Text.Json.Serialization;

namespace Noble.Edge.Rig;

/// <summary>A command as JSON: <c>{"command":"target","value":20}</c>.</summary>
internal sealed record CommandPayload
{
    public string? Command { get; init; }

    public double? Value { get; init; }

    /// <summary>Reads a command. Never throws on what comes from outside.</summary>
    /// <returns>Null where it is a command; otherwise why not, in one line.</returns>
    internal static string? Read(ReadOnlySpan<byte> json, out RigCommand command, out double value)
    {
        (command, value) = (default, 0);
        const string Expected = "payload: expected JSON such as {\"command\":\"pause\"}";
        if (json.TrimStart(" \t\r\n"u8) is not [(byte)'{', ..])
        {
            return Expected; // a flood of rubbish costs no exception each
        }

        CommandPayload? payload;
        try
        {
            payload = JsonSerializer.Deserialize(json, MqttJson.Default.CommandPayload);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return Expected;
        }

        return payload?.Command is { } name ? Judge(name, payload.Value, out command, out value) : "command: expected one, it is missing";
    }

    /// <summary>The command of a name, and whether it can have this value.</summary>
    /// <returns>Null where it is a command; otherwise why not, in one line.</returns>
    internal static string? Judge(string name, double? given, out RigCommand command, out double value)
    {
        (command, value) = (default, 0);
        RigCommand? known = name switch
        {
            "emergency-stop" => RigCommand.EmergencyStop,
            "trigger" => RigCommand.Trigger,
            "pause" => RigCommand.Pause,
            "resume" => RigCommand.Resume,
            "target" => RigCommand.Target,
            "heartbeat" => RigCommand.Heartbeat,
            "stop" => RigCommand.Stop,
            _ => null,
        };
        if (known is null)
        {
            return $"unknown command '{Shorten(name)}': expected emergency-stop, trigger, pause, resume, target, heartbeat or stop";
        }

        command = known.Value;
        value = given ?? 0;
        return command switch
        {
            RigCommand.Trigger or RigCommand.Target when given is null => $"{name}: expected a value, it is missing",
            RigCommand.Trigger when !(value >= 0 && value <= int.MaxValue && Math.Floor(value) == value) =>
                FormattableString.Invariant($"trigger {value}: expected the number of a trigger, from 0"),
            RigCommand.Target when !double.IsFinite(value) => "target: expected a finite value",
            _ => null,
        };
    }

    private static string Shorten(string name) => new([.. name.Take(32).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter)]);
}

/// <summary>What became of a command.</summary>
internal sealed record CommandAnswer
{
    public required bool Accepted { get; init; }

    public string? Reason { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 8)]
[JsonSerializable(typeof(CommandPayload))]
[JsonSerializable(typeof(CommandAnswer))]
[JsonSerializable(typeof(RenderRequest))]
[JsonSerializable(typeof(RenderAnswer))]
internal sealed partial class MqttJson : JsonSerializerContext;
