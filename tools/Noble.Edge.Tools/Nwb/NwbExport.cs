using System.Globalization;
using PureHDF;

namespace Noble.Edge.Tools;

/// <summary>A recording as an NWB file: structure first, then the values, a block at a time.</summary>
internal static class NwbExport
{
    /// <summary>Writes the file; a file of that name is replaced once the new one is whole.</summary>
    /// <param name="survey">The recording.</param>
    /// <param name="recorded">Its neurons; null where there is no model, and then neither latent points nor trials.</param>
    /// <param name="options">What else to write, and where.</param>
    internal static void Write(RecordingSurvey survey, RecordedPopulation? recorded, NwbOptions options)
    {
        var unfinished = options.Path + ".unfinished";
        try
        {
            WriteNew(survey, recorded, options, unfinished);
            File.Move(unfinished, options.Path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static void WriteNew(RecordingSurvey survey, RecordedPopulation? recorded, NwbOptions options, string path)
    {
        var start = NwbTypes.Date(survey.Made.StartUtc);
        var (acquisition, presentation) = (new H5Group(), new H5Group());
        var general = new NwbGeneral(survey, recorded, options);
        var events = new NwbEvents(survey, general, acquisition, presentation);
        var voltage = recorded is null ? null : new NwbVoltage(survey, recorded, options, general, acquisition, presentation);
        var units = new NwbUnits(survey, recorded, options.SpikesAtOnce);
        var file = new H5File
        {
            ["file_create_date"] = new[] { NwbTypes.Date(DateTimeOffset.UtcNow) },
            ["identifier"] = Guid.NewGuid().ToString(),
            ["session_description"] = options.SessionDescription
                ?? string.Create(CultureInfo.InvariantCulture, $"experiment with neurons of {survey.Made.Model}, recorded by {survey.Made.Program}"),
            ["session_start_time"] = start,
            ["timestamps_reference_time"] = new H5Dataset(start),
            ["acquisition"] = acquisition,
            ["analysis"] = new H5Group(),
            ["processing"] = new H5Group(),
            ["stimulus"] = new H5Group { ["presentation"] = presentation, ["templates"] = new H5Group() },
            ["general"] = general.Group,
            ["intervals"] = NwbIntervals.Of(survey, recorded),
            ["units"] = units.Group,
            ["scratch"] = new H5Group
            {
                ["configuration"] = new H5Dataset(survey.ConfigurationText)
                {
                    Attributes = NwbTypes.Attributes("core", "ScratchData", ("notes", "what the recording was made with, JSON: configuration of the run, model, seeds, ports")),
                },
            },
        };
        file.Attributes = NwbTypes.Attributes("core", "NWBFile", ("nwb_version", NwbTypes.SchemaVersion));
        using var writer = file.BeginWrite(path);
        events.Write(writer);
        voltage?.Write(writer);
        units.Write(writer);
    }
}
