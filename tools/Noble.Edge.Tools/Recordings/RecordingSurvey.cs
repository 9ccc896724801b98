using Noble.Edge.Host;
using Noble.Edge.Rig;
using Noble.Edge.Spikes;

namespace Noble.Edge.Tools;

/// <summary>A recording read once from end to end: what was recorded with what, and how much of each there is.</summary>
/// <remarks>Memory is that of a number for each neuron and series; the records themselves are read again by whoever needs them.</remarks>
internal sealed class RecordingSurvey
{
    private long[] _spikes = [];

    private RecordingSurvey(string path, RigLogConfiguration made) => (Path, Made) = (path, made);

    /// <summary>The recording's first file.</summary>
    internal string Path { get; }

    /// <summary>What it was made with.</summary>
    internal RigLogConfiguration Made { get; }

    /// <summary>The configuration as it stands in the file, JSON.</summary>
    internal required string ConfigurationText { get; init; }

    /// <summary>Population's spikes of each neuron, up to the last that has one.</summary>
    internal ReadOnlySpan<long> Spikes => _spikes;

    /// <summary>Population's spikes in all.</summary>
    internal long SpikeCount { get; private set; }

    /// <summary>How many records each series has, in the order in which they first came.</summary>
    internal Dictionary<SeriesKey, long> Series { get; } = [];

    /// <summary>When modes of the experiment began, as commands and safe states say.</summary>
    internal List<(long TimeNanoseconds, string Tag)> Marks { get; } = [];

    /// <summary>Notes in it.</summary>
    internal IReadOnlyList<RigLogNote> Notes { get; private set; } = [];

    /// <summary>Highest number of a neuron that has a spike, the population's or a response's; -1 for none.</summary>
    internal int HighestNeuron { get; private set; } = -1;

    /// <summary>Time of the last record [ns].</summary>
    internal long LastNanoseconds { get; private set; }

    /// <summary>Records that the recorder lost.</summary>
    internal long Lost { get; private set; }

    /// <summary>How it ends.</summary>
    internal RigLogEnding Ending { get; private set; }

    /// <summary>Places that could not be read.</summary>
    internal long Damages { get; private set; }

    /// <summary>Reads a recording; what is damaged or was lost is said on standard error.</summary>
    /// <exception cref="UserMistakeException">Its configuration cannot be read, or a record has a neuron that there cannot be.</exception>
    /// <exception cref="RigLogException">It is no recording.</exception>
    internal static RecordingSurvey Take(string path)
    {
        using var reader = RigLogReader.Open(path);
        RecordingSurvey? survey = null;
        var counts = new List<long>();
        while (reader.TryRead(out var record))
        {
            survey ??= Begin(path, reader);
            survey.Add(record, counts);
        }

        survey ??= Begin(path, reader);
        LogText.Warn(reader);
        survey._spikes = [.. counts];
        (survey.Notes, survey.Lost, survey.Ending, survey.Damages) = (reader.Notes, reader.Lost, reader.Ending, reader.DamageCount);
        return survey;
    }

    /// <summary>Its records again, from the first.</summary>
    internal IEnumerable<RigRecord> Records() => RigLogReader.Records(Path);

    private static RecordingSurvey Begin(string path, RigLogReader reader) => reader.Configuration is { } made
        ? new RecordingSurvey(path, made) { ConfigurationText = reader.ConfigurationText! }
        : throw new UserMistakeException($"{path}: its configuration is damaged, expected a recording that says what it was made with");

    private void Add(in RigRecord record, List<long> counts)
    {
        LastNanoseconds = Math.Max(LastNanoseconds, record.TimeNanoseconds);
        HighestNeuron = record.Kind == RigRecordKind.Spike ? Math.Max(HighestNeuron, record.Channel) : HighestNeuron;
        if (SeriesKey.Of(record) is { } key)
        {
            Series[key] = Series.GetValueOrDefault(key) + 1;
            Mark(record);
            if (Series.Count > SeriesKey.Most)
            {
                throw new UserMistakeException($"{Path}: has over {SeriesKey.Most} channels that stimulate or are sampled, expected fewer");
            }

            return;
        }

        var neuron = record.Channel;
        if (neuron is < 0 or >= SpikeTimeline.MaximumNeurons)
        {
            throw new UserMistakeException($"{Path}: has a spike of neuron {neuron}, expected 0 to {SpikeTimeline.MaximumNeurons - 1}");
        }

        while (counts.Count <= neuron)
        {
            counts.Add(0);
        }

        counts[neuron]++;
        SpikeCount++;
    }

    private void Mark(in RigRecord record)
    {
        var tag = record.Kind switch
        {
            RigRecordKind.SafeState => "safe",
            RigRecordKind.Input when record.Detail == (byte)InputKind.Command => (RigCommand)record.Channel switch
            {
                RigCommand.Pause => "paused",
                RigCommand.Resume => "running",
                _ => null,
            },
            _ => null,
        };
        if (tag is not null && Marks.Count < 10_000 && (Marks.Count == 0 || Marks[^1].Tag != tag))
        {
            Marks.Add((record.TimeNanoseconds, tag));
        }
    }
}
