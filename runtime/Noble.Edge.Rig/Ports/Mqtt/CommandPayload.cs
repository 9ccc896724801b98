using System.Text.Json;
using System.Text.Json.Serialization;

namespace Noble.Edge.Rig;

/// <summary>A command as JSON: <c>{"command":"target","value":20}</c>, <c>{"command":"conductance","connection":"synapses[0]","value":5}</c>.</summary>
internal sealed record CommandPayload
{
    private const string Plain = "emergency-stop, trigger, pause, resume, target, heartbeat or stop";

    public string? Command { get; init; }

    public double? Value { get; init; }

    /// <summary>Of a circuit: a cell, numbered as in the configuration.</summary>
    public int? Cell { get; init; }

    /// <summary>Of a circuit: a connection, by its name or place.</summary>
    public string? Connection { get; init; }

    /// <summary>Reads a command. Never throws on what comes from outside.</summary>
    /// <param name="json">The payload.</param>
    /// <param name="circuit">The circuit that commands may change, or null.</param>
    /// <param name="command">The command as an event, without its time.</param>
    /// <returns>Null where it is a command; otherwise why not, in one line.</returns>
    internal static string? Read(ReadOnlySpan<byte> json, CircuitCommandReader? circuit, out InputEvent command)
    {
        command = default;
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

        return payload?.Command is { } name ? Judge(name, payload, circuit, out command) : "command: expected one, it is missing";
    }

    private static string? Judge(string name, CommandPayload payload, CircuitCommandReader? circuit, out InputEvent command)
    {
        if (CircuitCommandReader.IsCommand(name))
        {
            var change = default(CircuitCommand);
            var refusal = circuit is null ? $"{name}: this run has no circuit" : circuit.Judge(name, payload.Cell, payload.Connection, payload.Value, out change);
            command = new InputEvent(0, InputKind.Circuit, 0, change.Channel, change.Value);
            return refusal;
        }

        var reason = Judge(name, payload.Value, out var plain, out var value, circuit is null ? Plain : $"{Plain}; of the circuit {CircuitCommandReader.Names}");
        command = new InputEvent(0, InputKind.Command, 0, (int)plain, value);
        return reason;
    }

    /// <summary>The command of a name, and whether it can have this value.</summary>
    /// <returns>Null where it is a command; otherwise why not, in one line.</returns>
    internal static string? Judge(string name, double? given, out RigCommand command, out double value, string expected = Plain)
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
            return $"unknown command '{Shorten(name)}': expected {expected}";
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
