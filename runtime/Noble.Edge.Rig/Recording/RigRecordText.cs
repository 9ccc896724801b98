using System.Globalization;

namespace Noble.Edge.Rig;

/// <summary>Records in words.</summary>
public static class RigRecordText
{
    /// <summary>The kind's name as on the command line: <c>spike</c>, <c>safe-state</c>.</summary>
    public static string Name(RigRecordKind kind) => kind switch
    {
        RigRecordKind.Spike => "spike",
        RigRecordKind.Input => "input",
        RigRecordKind.Stimulus => "stimulus",
        RigRecordKind.Limit => "limit",
        RigRecordKind.Response => "response",
        RigRecordKind.SafeState => "safe-state",
        RigRecordKind.Lost => "lost",
        _ => ((int)kind).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The detail's name, empty where the kind has none.</summary>
    public static string Detail(in RigRecord record) => record.Kind switch
    {
        RigRecordKind.Spike => record.Detail == 0 ? "population" : "response",
        RigRecordKind.Input => ((InputKind)record.Detail).ToString().ToLowerInvariant(),
        RigRecordKind.Limit => ((LimitKind)record.Detail).ToString().ToLowerInvariant(),
        RigRecordKind.SafeState => Cause((SafeStateCause)record.Detail),
        _ => "",
    };

    /// <summary>The cause's name: <c>host-watchdog</c>.</summary>
    public static string Cause(SafeStateCause cause) => cause switch
    {
        SafeStateCause.LoopWatchdog => "loop-watchdog",
        SafeStateCause.HostWatchdog => "host-watchdog",
        _ => cause.ToString().ToLowerInvariant(),
    };

    /// <summary>A record as a line of text, without its time.</summary>
    public static string Describe(in RigRecord record)
    {
        var detail = Detail(record);
        var name = $"{Name(record.Kind)}{(detail.Length > 0 ? " " : "")}{detail}";
        return record.Kind switch
        {
            RigRecordKind.Spike => string.Create(CultureInfo.InvariantCulture, $"{name} neuron {record.Channel}"),
            RigRecordKind.Input when record.Detail == (byte)InputKind.Command =>
                string.Create(CultureInfo.InvariantCulture, $"{name} port {record.Source} {(RigCommand)record.Channel} {record.Value}"),
            RigRecordKind.Input when record.Detail == (byte)InputKind.Circuit => $"{name} port {record.Source} {Describe(CircuitCommand.Of(record.Channel, record.Value))}",
            RigRecordKind.Input when record.Detail == (byte)InputKind.Current =>
                string.Create(CultureInfo.InvariantCulture, $"{name} port {record.Source} {record.Value} nA from trial {record.Channel}"),
            RigRecordKind.Input when record.Detail == (byte)InputKind.Skipped => string.Create(CultureInfo.InvariantCulture, $"{name} {record.Channel} ticks"),
            RigRecordKind.Input => string.Create(CultureInfo.InvariantCulture, $"{name} port {record.Source} channel {record.Channel} value {record.Value}"),
            RigRecordKind.Stimulus => string.Create(CultureInfo.InvariantCulture, $"{name} port {record.Source} channel {record.Channel} {record.Value} nA"),
            RigRecordKind.Limit when record.Source >= ushort.MaxValue - 1 =>
                string.Create(CultureInfo.InvariantCulture, $"{name} withheld spike of the {(record.Source == ushort.MaxValue ? "population" : "response")}, neuron {record.Channel}"),
            RigRecordKind.Limit => string.Create(CultureInfo.InvariantCulture, $"{name} port {record.Source} channel {record.Channel} asked {record.Value} nA"),
            RigRecordKind.Response => string.Create(CultureInfo.InvariantCulture, $"{name} {record.Channel} of controller {record.Source} in {record.Value} ms"),
            RigRecordKind.Lost => string.Create(CultureInfo.InvariantCulture, $"{name} {record.Value} records"),
            _ => name,
        };
    }

    private static string Describe(in CircuitCommand command) => command.Kind switch
    {
        CircuitCommandKind.Holding => string.Create(CultureInfo.InvariantCulture, $"holding of cell {command.Index} {command.Value} nA"),
        CircuitCommandKind.Synapse => string.Create(CultureInfo.InvariantCulture, $"synapses[{command.Index}] {command.Value} nS"),
        CircuitCommandKind.Graded => string.Create(CultureInfo.InvariantCulture, $"graded[{command.Index}] {command.Value} nS"),
        CircuitCommandKind.Electrical => string.Create(CultureInfo.InvariantCulture, $"electrical[{command.Index}] {command.Value} nS"),
        CircuitCommandKind.BackgroundExcitatory => string.Create(CultureInfo.InvariantCulture, $"background[{command.Index}] excitatory {command.Value} nS"),
        CircuitCommandKind.BackgroundInhibitory => string.Create(CultureInfo.InvariantCulture, $"background[{command.Index}] inhibitory {command.Value} nS"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)command.Kind} {command.Index} {command.Value}"),
    };
}
