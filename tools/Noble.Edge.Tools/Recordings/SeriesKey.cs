using Noble.Edge.Rig;

namespace Noble.Edge.Tools;

/// <summary>Which series of an exported file a record belongs to.</summary>
/// <param name="Kind">What it tells.</param>
/// <param name="Detail">Kind of an input; else 0.</param>
/// <param name="Source">Port, for inputs and stimuli; else 0.</param>
/// <param name="Channel">Channel, for what has a value of its own on each: stimuli and samples; else 0.</param>
internal readonly record struct SeriesKey(RigRecordKind Kind, byte Detail, ushort Source, int Channel)
{
    /// <summary>Most series in a file: a recording that has more is damaged, or asks for more groups than a reader would open.</summary>
    internal const int Most = 4096;

    /// <summary>The series of a record; null for a spike of the population, which belongs to its neuron.</summary>
    internal static SeriesKey? Of(in RigRecord record) => record.Kind switch
    {
        RigRecordKind.Spike => record.Detail == 0 ? null : new SeriesKey(RigRecordKind.Spike, 1, 0, 0),
        RigRecordKind.Stimulus => new SeriesKey(RigRecordKind.Stimulus, 0, record.Source, record.Channel),
        RigRecordKind.Input when record.Detail is (byte)InputKind.Command or (byte)InputKind.Current or (byte)InputKind.Circuit => new SeriesKey(RigRecordKind.Input, (byte)InputKind.Command, 0, 0),
        RigRecordKind.Input => new SeriesKey(RigRecordKind.Input, record.Detail, record.Source, record.Detail == (byte)InputKind.Sample ? record.Channel : 0),
        _ => new SeriesKey(record.Kind, 0, 0, 0),
    };

    /// <summary>Whether its values are text.</summary>
    internal bool IsText => Kind is not (RigRecordKind.Stimulus or RigRecordKind.Spike) && !(Kind == RigRecordKind.Input && Detail != (byte)InputKind.Command);

    /// <summary>Whether its values are numbers of channels or neurons.</summary>
    internal bool IsNumber => Kind == RigRecordKind.Spike || (Kind == RigRecordKind.Input && Detail is not ((byte)InputKind.Sample or (byte)InputKind.Command));
}
