using Noble.Edge.Rig;
using PureHDF;

namespace Noble.Edge.Tools;

/// <summary>Everything of a recording but the population's spikes, as series: stimuli, inputs, limits, safe states, responses, losses.</summary>
internal sealed class NwbEvents
{
    private readonly RecordingSurvey _survey;
    private readonly Dictionary<SeriesKey, INwbSeries> _series = [];

    /// <param name="survey">The recording.</param>
    /// <param name="general">Takes the electrodes of what stimulates.</param>
    /// <param name="acquisition">Takes what was heard and what happened.</param>
    /// <param name="presentation">Takes the stimuli.</param>
    internal NwbEvents(RecordingSurvey survey, NwbGeneral general, H5Group acquisition, H5Group presentation)
    {
        _survey = survey;
        foreach (var (key, count) in survey.Series.OrderBy(pair => (pair.Key.Kind, pair.Key.Detail, pair.Key.Source, pair.Key.Channel)))
        {
            var series = Make(key, count, general, out var name);
            _series[key] = series;
            var parent = key.Kind == RigRecordKind.Stimulus ? presentation : acquisition;
            parent[NwbTypes.Name(parent, name)] = series.Group;
        }

        if (survey.Notes.Count > 0)
        {
            Notes = new NwbSeries<string>("AnnotationSeries", survey.Notes.Count, "n/a", null, "instantaneous", ("description", "notes that were written into the recording"));
            acquisition[NwbTypes.Name(acquisition, "notes")] = Notes.Group;
        }
    }

    private NwbSeries<string>? Notes { get; }

    /// <summary>Writes the values; the recording is read once.</summary>
    internal void Write(H5NativeWriter writer)
    {
        if (_series.Count > 0)
        {
            foreach (var record in _survey.Records())
            {
                if (SeriesKey.Of(record) is { } key)
                {
                    Add(writer, _series[key], record);
                }
            }
        }

        foreach (var note in _survey.Notes)
        {
            Notes!.Add(writer, note.TimeNanoseconds * 1e-9, note.Text);
        }

        Notes?.Complete(writer);
        foreach (var series in _series.Values)
        {
            series.Complete(writer);
        }
    }

    private void Add(H5NativeWriter writer, INwbSeries series, in RigRecord record)
    {
        var seconds = record.TimeNanoseconds * 1e-9;
        switch (series)
        {
            case NwbSeries<string> text:
                text.Add(writer, seconds, Describe(record));
                break;
            case NwbSeries<int> numbers:
                numbers.Add(writer, seconds, record.Channel);
                break;
            case NwbSeries<double> values:
                values.Add(writer, seconds, record.Value);
                break;
        }
    }

    // In the recording's words, and with the names that its numbers stand for.
    private string Describe(in RigRecord record)
    {
        var made = _survey.Made;
        var named = record.Kind switch
        {
            RigRecordKind.Response => $" ({Named(made.Responses, record.Channel)} by {Named(made.Controllers, record.Source)})",
            RigRecordKind.Limit when record.Source < made.StimulusPorts.Count => $" ({made.StimulusPorts[record.Source]})",
            _ => "",
        };
        return RigRecordText.Describe(record) + named;

        static string Named(IReadOnlyList<string> names, int number) => number >= 0 && number < names.Count ? names[number] : "unknown";
    }

    private INwbSeries Make(in SeriesKey key, long count, NwbGeneral general, out string name)
    {
        if (key.Kind == RigRecordKind.Stimulus)
        {
            return Stimulus(key, count, general, out name);
        }

        if (key.IsText)
        {
            (name, var description) = Annotation(key.Kind);
            return new NwbSeries<string>("AnnotationSeries", count, "n/a", null, "instantaneous", ("description", description));
        }

        if (key.Kind == RigRecordKind.Spike)
        {
            name = "response_spikes";
            return new NwbSeries<int>("TimeSeries", count, "n/a", null, "instantaneous", ("description", "spikes of pre-rendered responses as they were played: the value is the neuron"));
        }

        var port = Port(_survey.Made.InputPorts, key.Source, "input");
        if (key.IsNumber)
        {
            var kind = ((InputKind)key.Detail).ToString().ToLowerInvariant();
            name = $"{port}_{kind}";
            return new NwbSeries<int>("TimeSeries", count, "n/a", null, "instantaneous", ("description", $"{kind} events heard by port '{port}': the value is the channel, line or address"));
        }

        name = $"{port}_sample_{key.Channel}";
        return new NwbSeries<double>("TimeSeries", count, "unknown", null, "continuous", ("description", $"samples of channel {key.Channel} of port '{port}', in the unit that the configuration in /scratch gives it"));
    }

    private NwbSeries<double> Stimulus(in SeriesKey key, long count, NwbGeneral general, out string name)
    {
        var port = Port(_survey.Made.StimulusPorts, key.Source, "stimulus");
        name = $"{port}_{key.Channel}";
        var series = new NwbSeries<double>(
            "CurrentClampStimulusSeries",
            count,
            "amperes",
            1e-9,
            "step",
            ("description", $"current put out by port '{port}' at channel {key.Channel}; each value holds until the next"),
            ("stimulus_description", "closed loop"));
        series.Group["electrode"] = general.Electrode(name, $"channel {key.Channel} of stimulus port '{port}'", port);
        return series;
    }

    private static (string Name, string Description) Annotation(RigRecordKind kind) => kind switch
    {
        RigRecordKind.Limit => ("limits", "limits of the safety box that were hit, and what had been asked for"),
        RigRecordKind.SafeState => ("safe_states", "when outputs were made safe, and why"),
        RigRecordKind.Response => ("responses", "pre-rendered responses that controllers began"),
        RigRecordKind.Lost => ("losses", "records that the recorder could not take"),
        RigRecordKind.Input => ("commands", "commands to the running loop, and changes of the current and of the circuit"),
        _ => ($"kind_{(int)kind}", "records of a kind that this program does not know"),
    };

    private static string Port(IReadOnlyList<string> names, int source, string kind) => source < names.Count ? names[source] : $"{kind}_{source}";
}
