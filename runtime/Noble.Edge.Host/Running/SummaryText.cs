using System.Globalization;
using System.Text;

namespace Noble.Edge.Host;

/// <summary>A run's summary for people.</summary>
internal static class SummaryText
{
    /// <summary>The summary in a few words.</summary>
    internal static string Short(RunSummary run) => string.Create(
        CultureInfo.InvariantCulture, $"{run.ExperimentSeconds:0.0} s, {run.Played} spikes played, {run.Late} late, {run.Dropped} dropped");

    internal static string Format(RunSummary run)
    {
        var text = new StringBuilder();
        var trials = run.Ticks is null ? $", {run.Trials} trials" : "";
        Line("streamed", $"{run.ExperimentSeconds:0.000} s of experiment, {run.Neurons} neurons of {run.Model}, {run.CurrentNanoamperes} nA{trials}; ended by {run.Ended}");
        Line("spikes", $"{run.Rendered} rendered, {run.Played} played, {run.Published} published in {run.PublishedBatches} batches, {run.GpioPulses} pulses on {run.GpioLines} GPIO lines ({run.GpioToggles} toggles)");
        if (run.NotDue > 0)
        {
            Line("", $"{run.NotDue} of the rendered were not due yet");
        }

        Line("late", $"{run.Late} by more than {run.LateAfterMilliseconds} ms; lateness p50 {Microseconds(run.LatenessP50Microseconds)}, p99 {Microseconds(run.LatenessP99Microseconds)}, p99.9 {Microseconds(run.LatenessP999Microseconds)}, max {Microseconds(run.LatenessMaximumMicroseconds)}");
        var ports = string.Join(", ", run.DroppedByPort.Where(port => port.Value > 0).Select(port => $"{port.Key} {port.Value}"));
        Line("dropped", $"{run.Dropped}{(ports.Length == 0 ? "" : $" ({ports})")}");
        if (run.UndeliveredMessages > 0)
        {
            Line("", $"{run.UndeliveredMessages} messages did not reach a subscriber that was too slow");
        }

        Line("render", $"{run.RenderMultiple:0.0} times faster than real time ({run.Engine}), {run.Underruns} underruns, clock held {run.HeldMilliseconds:0.0} ms");
        if (run.Ticks is { } ticks)
        {
            Line("ticks", $"{ticks.Ticks} of {ticks.TickMilliseconds} ms, {ticks.Overruns} overran, {ticks.Skipped} skipped; work p50 {Microseconds(ticks.WorkP50Microseconds)}, p99 {Microseconds(ticks.WorkP99Microseconds)}, p99.9 {Microseconds(ticks.WorkP999Microseconds)}; known p99 {Microseconds(ticks.LatencyP99Microseconds)} after the tick");
            Line("current", $"{ticks.StimulusSamples} samples in; steps held {ticks.StimulusHeld}, without current {ticks.StimulusEmpty}; not numbers {ticks.StimulusNotFinite + ticks.CurrentsNotFinite}, dropped {ticks.StimulusDropped}, foreign {ticks.StimulusForeign}, beyond the trained range {ticks.CurrentsOutOfRange}");
        }

        if (run.Ticks?.Conductances is { } conductances)
        {
            Line("synapses", $"{string.Join(", ", conductances.Select(count => $"{count.Key} {count.Value}"))}");
        }

        if (run.Ticks?.Circuit is { } circuit)
        {
            Line("circuit", $"{string.Join(", ", circuit.Select(fault => $"{fault.Key} {fault.Value}"))}");
        }

        Line("pacer", $"{run.PacerScheduling}; {run.PacerProcessor}; memory {run.PacerMemory}; {run.PacerBusyPercent} % busy");
        Line("memory", $"{run.GarbageCollections} garbage collections while streaming, {run.GarbageCollectionMilliseconds:0.0} ms in all");
        if (run.Recording is { } recording)
        {
            Line("recorded", $"{recording.Records} records, {recording.Bytes} bytes in {recording.Files} file(s) from {recording.File}; {recording.Lost} lost{(recording.FirstError is null ? "" : $"; {recording.FirstError}")}");
        }

        if (run.Loop is { } loop)
        {
            Line("loop", $"{loop.Ticks} ticks ({loop.LateTicks} late), {loop.Inputs} events in, {loop.Stimuli} stimuli and {loop.Responses} responses out ({loop.ResponseSpikes} spikes)");
            Line("", $"reaction p50 {Microseconds(loop.ReactionP50Microseconds)}, p99 {Microseconds(loop.ReactionP99Microseconds)}, p99.9 {Microseconds(loop.ReactionP999Microseconds)}, max {Microseconds(loop.ReactionMaximumMicroseconds)}");
            Line("limits", $"hit: current {loop.CurrentLimitHits}, slew {loop.SlewLimitHits}, charge {loop.ChargeLimitHits}, rate {loop.RateLimitHits}; {loop.Withheld} spikes withheld; {loop.StimuliDropped} stimuli and {loop.ResponsesDropped} responses not put out");
            Line("safe", $"{loop.SafeState}; every port safe within {Microseconds(loop.SafeStateMicroseconds)}");
            foreach (var (port, counts) in loop.Ports)
            {
                Line("port", $"{port}: {string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}"))}");
            }
        }

        if (run.FirstSpikePublishedSeconds is { } first)
        {
            Line("start", $"{first:0.00} s from the start of the process to the first spike published");
        }

        return text.ToString();

        void Line(string name, FormattableString value) =>
            text.Append(name.PadRight(10)).Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    private static string Microseconds(double value) => value switch
    {
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{value:0.#} µs"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value / 1000:0.##} ms"),
    };
}
