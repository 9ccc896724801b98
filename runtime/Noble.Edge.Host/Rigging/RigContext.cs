using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>What a port of the rig may need to know when it is opened.</summary>
/// <param name="Neurons">Neurons of the population.</param>
/// <param name="Seed">Of the run.</param>
/// <param name="Topics">MQTT topics of the rig.</param>
/// <param name="Connection">How the broker is reached: an embedded one has its port by now.</param>
/// <param name="Clock">The machine's clock.</param>
internal sealed record RigContext(int Neurons, ulong Seed, StreamTopics Topics, MqttConnectionOptions Connection, IMonotonicClock Clock)
{
    /// <summary>The circuit that commands may change, or null.</summary>
    internal CircuitSpec? Circuit { get; init; }

    /// <summary>Step of the streaming operator [ms]; 0 where there is none.</summary>
    internal double StepMilliseconds { get; init; }

    /// <summary>What may leave at most, for a port that repeats the limits.</summary>
    internal SafetyLimits Limits { get; init; } = SafetyLimits.Default;
}
