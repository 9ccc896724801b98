using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>Which records of a recording are looked at.</summary>
internal sealed class RecordFilter
{
    private static readonly (string Name, RigRecordKind Kind)[] Names =
    [
        ("spikes", RigRecordKind.Spike),
        ("inputs", RigRecordKind.Input),
        ("stimuli", RigRecordKind.Stimulus),
        ("limits", RigRecordKind.Limit),
        ("responses", RigRecordKind.Response),
        ("safe-states", RigRecordKind.SafeState),
        ("losses", RigRecordKind.Lost),
    ];

    private readonly HashSet<RigRecordKind>? _kinds;
    private readonly long _from;
    private readonly long _to;
    private readonly int? _channel;

    private RecordFilter(HashSet<RigRecordKind>? kinds, long from, long to, int? channel, bool isGiven) =>
        (_kinds, _from, _to, _channel, IsGiven) = (kinds, from, to, channel, isGiven);

    /// <summary>Whether anything was asked for.</summary>
    internal bool IsGiven { get; }

    /// <summary>Reads what was asked for.</summary>
    /// <exception cref="UserMistakeException">It is not understood.</exception>
    internal static RecordFilter Parse(string? kinds, string? from, string? to, int? channel)
    {
        var (first, last) = (from is null ? long.MinValue : Time(from), to is null ? long.MaxValue : Time(to));
        return first < last
            ? new RecordFilter(kinds is null or "all" ? null : Kinds(kinds), first, last, channel, (kinds ?? from ?? to) is not null || channel is not null)
            : throw new UserMistakeException($"--from {from} --to {to}: expected a time that is before the other");
    }

    /// <summary>Whether a record is among them.</summary>
    internal bool Passes(in RigRecord record) =>
        (_kinds is null || _kinds.Contains(record.Kind))
        && record.TimeNanoseconds >= _from
        && record.TimeNanoseconds < _to
        && (_channel is null || record.Channel == _channel);

    private static HashSet<RigRecordKind> Kinds(string text) => [.. text.Split(',', StringSplitOptions.TrimEntries).Select(name =>
        Names.FirstOrDefault(known => known.Name == name).Kind is var kind and not 0
            ? kind
            : throw new UserMistakeException($"--kind '{name}': expected some of {string.Join(", ", Names.Select(known => known.Name))}, or all"))];

    private static long Time(string text) => Durations.Parse(text) is var time && time == TimeSpan.MaxValue ? long.MaxValue : checked(time.Ticks * 100);
}
