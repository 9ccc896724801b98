using System.Globalization;
using Noble.Edge.FirmwareBridge;
using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>A bridge in words and numbers.</summary>
internal static class BridgeText
{
    /// <summary>A line for the run's notices.</summary>
    internal static string Describe(BridgeConnection connection) => connection.Device is { } device
        ? $"{device.Board}, firmware {device.FirmwareVersion}, {Outputs(device)}; clock {Clock(connection.Report().Clock, device)}"
        : connection.Report().Reason;

    /// <summary>Whether a notice of the connection is only for whoever looks closely.</summary>
    internal static bool IsNote(string notice) => notice.StartsWith("device, note: ", StringComparison.Ordinal)
        || notice.StartsWith("armed: ", StringComparison.Ordinal) || notice.StartsWith("the host has made the outputs safe", StringComparison.Ordinal);

    /// <summary>What a port counted, for the summary.</summary>
    internal static Dictionary<string, long> Counts(BridgePort port)
    {
        var report = port.Connection.Report();
        var spikes = report.Spikes;
        return new Dictionary<string, long>
        {
            ["handedOver"] = spikes.HandedOver,
            ["accepted"] = spikes.Accepted,
            ["emitted"] = Device(report, BridgeRegister.SpikesEmitted),
            ["emittedLate"] = Device(report, BridgeRegister.SpikesEmittedLate),
            ["lateOnHost"] = spikes.LateOnHost,
            ["lateOnArrival"] = spikes.RefusedLate,
            ["lateAtEmission"] = Device(report, BridgeRegister.SpikesLateAtEmission),
            ["limited"] = Device(report, BridgeRegister.SpikesLimited),
            ["refused"] = spikes.RefusedFull + spikes.RefusedNotArmed + spikes.RefusedNoLine + spikes.RefusedMalformed,
            ["dropped"] = spikes.Dropped,
            ["withdrawn"] = spikes.Withdrawn,
            ["lostWithDevice"] = spikes.LostWithDevice,
            ["unmapped"] = port.Unmapped,
            ["stimuliTaken"] = report.StimuliTaken,
            ["stimuliRefused"] = report.StimuliRefused,
            ["inputsIgnored"] = port.Ignored,
            ["inputsLost"] = report.Link.InputEventsLost,
            ["reconnects"] = report.Link.Reconnects,
            ["deviceRestarts"] = report.Link.DeviceRestarts,
            ["commandsResent"] = report.Link.CommandsResent,
            ["framesDamaged"] = report.Link.FramesDamaged,
            ["clockUncertaintyNanoseconds"] = Whole(report.Clock.UncertaintyNanoseconds),
            ["roundTripMedianNanoseconds"] = Whole(report.Clock.MedianRoundTripNanoseconds),
        };
    }

    /// <summary>What the device is, a line each.</summary>
    internal static IEnumerable<string> Facts(BridgeDeviceFacts device, BridgeReport report)
    {
        yield return $"board      {device.Board}, firmware {device.FirmwareVersion}, protocol {BridgeProtocol.ProtocolVersion}, start 0x{device.Boot:x8}";
        yield return $"outputs    {Outputs(device)}";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"inputs     {device.Inputs} edges, {device.AdcChannels} analogue{(device.AdcChannels == 0 ? "" : $" of {device.AdcBits} bits")}{(device.Capabilities.HasFlag(BridgeCapabilities.EmergencyInput) ? ", emergency stop" : "")}");
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"stimulus   {(device.DacChannels == 0 ? "none" : $"{device.DacChannels} channels of {device.DacBits} bits")}");
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"holds      {device.SpikeCapacity} spikes, {device.StimulusCapacity} stimuli, {device.ReceiveBytes} bytes under way");
        yield return $"state      {report.DeviceState.ToString().ToLowerInvariant()}, before that {Cause(device.LastCause)}; {report.Reason}";
    }

    /// <summary>How well the two clocks are aligned.</summary>
    internal static string Clock(in BridgeClockCounts clock, BridgeDeviceFacts device) => clock.IsAligned
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"drift {clock.DriftPartsPerMillion:+0.0;-0.0} ppm, uncertain by {clock.UncertaintyNanoseconds / 1e3:0.0} µs; {device.TicksPerSecond} ticks/s; "
                + $"round trip {clock.ShortestRoundTripNanoseconds / 1e3:0} µs at best, {clock.MedianRoundTripNanoseconds / 1e3:0} µs half of the time; {clock.Probes} probes, {clock.ProbesLost} lost, {clock.Steps} steps")
        : $"not aligned yet: {clock.Probes} probes, {clock.ProbesLost} lost";

    /// <summary>What led to the safe state.</summary>
    internal static string Cause(BridgeSafeCause cause) => cause switch
    {
        BridgeSafeCause.None => "nothing",
        BridgeSafeCause.Boot => "its start",
        BridgeSafeCause.NewSession => "a new session",
        BridgeSafeCause.Command => "a command",
        BridgeSafeCause.HeartbeatLost => "the host's silence",
        BridgeSafeCause.EmergencyCommand => "an emergency stop by the host",
        BridgeSafeCause.EmergencyInput => "its emergency input",
        BridgeSafeCause.Internal => "a failed check of its own",
        _ => $"cause {(int)cause}",
    };

    private static string Outputs(BridgeDeviceFacts device)
    {
        var words = new List<string>();
        if (device.Capabilities.HasFlag(BridgeCapabilities.Pulses))
        {
            words.Add($"{device.Lines} pulse lines");
        }

        if (device.Capabilities.HasFlag(BridgeCapabilities.Aer))
        {
            words.Add("AER bus");
        }

        if (device.Capabilities.HasFlag(BridgeCapabilities.Simulated))
        {
            words.Add("simulated");
        }

        return words.Count == 0 ? "none" : string.Join(", ", words);
    }

    private static long Device(BridgeReport report, BridgeRegister register) => report.DeviceCounters.TryGetValue(register, out var value) ? value : 0;

    private static long Whole(double value) => double.IsFinite(value) ? (long)Math.Round(value) : 0;
}
