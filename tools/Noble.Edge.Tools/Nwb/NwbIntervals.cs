using PureHDF;

namespace Noble.Edge.Tools;

/// <summary>The tables of intervals: trials of the population, and epochs in which the experiment ran, was paused, or was safe.</summary>
internal static class NwbIntervals
{
    /// <summary>Both tables; trials need the model, which says how long one is.</summary>
    internal static H5Group Of(RecordingSurvey survey, RecordedPopulation? recorded)
    {
        var group = new H5Group { ["epochs"] = Epochs(survey) };
        if (recorded is not null)
        {
            group["trials"] = Trials(survey, recorded);
        }

        return group;
    }

    private static H5Group Epochs(RecordingSurvey survey)
    {
        var end = survey.LastNanoseconds;
        var marks = survey.Marks.Where(mark => mark.TimeNanoseconds > 0 && mark.TimeNanoseconds < end).Prepend((TimeNanoseconds: 0L, Tag: "running")).ToArray();
        var table = NwbTypes.Table("TimeIntervals", "what state the experiment was in, as commands and safe states say", marks.Length);
        NwbTypes.Add(table, "start_time", "start [s]", new H5Dataset(marks.Select(mark => mark.TimeNanoseconds * 1e-9).ToArray()));
        NwbTypes.Add(table, "stop_time", "end [s]", new H5Dataset(marks.Select((_, i) => (i + 1 < marks.Length ? marks[i + 1].TimeNanoseconds : end) * 1e-9).ToArray()));
        NwbTypes.Add(table, "tags", "running, paused or safe", new H5Dataset(marks.Select(mark => mark.Tag).ToArray()));
        NwbTypes.AddIndex(table, "tags", new H5Dataset(Enumerable.Range(1, marks.Length).Select(row => (ulong)row).ToArray()));
        return table;
    }

    private static H5Group Trials(RecordingSurvey survey, RecordedPopulation recorded)
    {
        var grid = recorded.Model.Manifest.Grid;
        var trials = Enumerable.Range(0, (int)Math.Min(recorded.Trials(survey.LastNanoseconds), int.MaxValue)).ToArray();
        var table = NwbTypes.Table("TimeIntervals", "trials of the population: one window of the operator each", trials.Length);
        Add("start_time", "start [s]", 0);
        Add("stop_time", "end, where the next one begins [s]", grid.DurationMilliseconds);
        Add("stimulus_on", "when the current steps up [s]", grid.StimulusOnMilliseconds);
        Add("stimulus_off", "when the current steps down [s]", grid.StimulusOffMilliseconds);
        NwbTypes.Add(table, "current_nanoamperes", "step current [nA]", new H5Dataset(trials.Select(_ => recorded.Nanoamperes).ToArray()));
        return table;

        void Add(string name, string description, double offset) =>
            NwbTypes.Add(table, name, description, new H5Dataset(trials.Select(trial => 1e-3 * ((trial * grid.DurationMilliseconds) + offset)).ToArray()));
    }
}
