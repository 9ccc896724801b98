using System.Globalization;
using System.Text;
using Noble.Edge.Rig;
using PureHDF;

namespace Noble.Edge.Tools;

/// <summary>The group <c>general</c>: who, where, with which devices and electrodes, and what everything was made with.</summary>
internal sealed class NwbGeneral
{
    /// <summary>The model as a device.</summary>
    internal const string ModelDevice = "noble_model";

    private const string Manufacturer = "Noble.Edge";

    private readonly H5Group _devices = new();
    private readonly H5Group _electrodes = new();

    internal NwbGeneral(RecordingSurvey survey, RecordedPopulation? population, NwbOptions options)
    {
        var made = survey.Made;
        Group = new H5Group
        {
            ["devices"] = _devices,
            ["notes"] = Provenance(survey, population),
            ["keywords"] = new[] { "NOBLE", "neural operator", "simulated neurons", made.Model },
            ["source_script"] = new H5Dataset($"noble-tools {Version} nwb")
            {
                Attributes = new Dictionary<string, object> { ["file_name"] = "noble-tools" },
            },
        };
        _devices[ModelDevice] = NwbTypes.Group(
            "Device", ("description", $"{made.Model}, SHA-256 {made.ModelHash}; {made.Engine}; {made.Program}"), ("manufacturer", Manufacturer));
        foreach (var (kind, names) in new[] { ("input", made.InputPorts), ("stimulus", made.StimulusPorts) })
        {
            foreach (var name in names.Where(name => !_devices.ContainsKey(Clean(name))))
            {
                _devices[Clean(name)] = NwbTypes.Group("Device", ("description", $"port '{name}' of the rig, heard or driven as the configuration in /scratch says; first named as {kind} port"));
            }
        }

        Say("session_id", options.SessionId);
        Say("lab", options.Lab);
        Say("institution", options.Institution);
        if (options.Experimenters.Count > 0)
        {
            Group["experimenter"] = options.Experimenters.ToArray();
        }

        if (options.Subject is { } subject)
        {
            var group = NwbTypes.Group("Subject");
            group["subject_id"] = subject;
            Group["subject"] = group;
        }

        void Say(string name, string? text)
        {
            if (text is not null)
            {
                Group[name] = text;
            }
        }
    }

    /// <summary>Version of this program.</summary>
    internal static string Version { get; } = typeof(NwbGeneral).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>The group.</summary>
    internal H5Group Group { get; }

    /// <summary>Adds an electrode and says where it is.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it is.</param>
    /// <param name="device">Name of its device: the model's or a port's.</param>
    internal H5SoftLink Electrode(string name, string description, string device)
    {
        if (_electrodes.Count == 0)
        {
            Group["intracellular_ephys"] = _electrodes;
        }

        name = Clean(name);
        if (!_electrodes.ContainsKey(name))
        {
            var electrode = NwbTypes.Group("IntracellularElectrode");
            electrode["description"] = description;
            electrode["device"] = new H5SoftLink($"/general/devices/{(_devices.ContainsKey(Clean(device)) ? Clean(device) : ModelDevice)}");
            _electrodes[name] = electrode;
        }

        return new H5SoftLink($"/general/intracellular_ephys/{name}");
    }

    private static string Clean(string name) => NwbTypes.Name(new H5Group(), name);

    private static string Provenance(RecordingSurvey survey, RecordedPopulation? population)
    {
        var made = survey.Made;
        var text = new StringBuilder();
        Line($"program: {made.Program}");
        Line($"engine: {made.Engine}");
        Line($"model: {made.Model}");
        Line($"model SHA-256: {made.ModelHash}");
        foreach (var (name, seed) in made.Seeds)
        {
            Line($"seed of {name}: {seed}");
        }

        if (population is not null)
        {
            var origin = population.Model.Manifest.Provenance;
            Line($"cell: {origin.Cell}");
            Line($"ground truth: {origin.GroundTruth}");
            Line($"training: {origin.Training}, by {origin.Trainer}");
            Line($"neurons: {population.Neurons.Count}, {population.Origin}; step current {population.Nanoamperes} nA");
        }

        Line($"recording: {System.IO.Path.GetFileName(survey.Path)}, {survey.SpikeCount} spikes of the population; lost records {survey.Lost}; damaged places {survey.Damages}; ending {survey.Ending}");
        if (survey.Ending != RigLogEnding.Ended)
        {
            Line($"the recording was cut off: what came after its end is unknown");
        }

        Line($"the whole configuration: /scratch/configuration");
        return text.ToString();

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }
}
