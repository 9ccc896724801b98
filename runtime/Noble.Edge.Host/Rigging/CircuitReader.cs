using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>Reads <c>circuit</c>: what connects the neurons of the streaming operator to each other and to the preparation.</summary>
internal static class CircuitReader
{
    /// <summary>The key.</summary>
    internal const string Key = "circuit";

    /// <summary>Reads it.</summary>
    /// <param name="section">The section.</param>
    /// <param name="ports">The rig's ports.</param>
    internal static CircuitSettings Read(ConfigSection section, IReadOnlyList<RigPartSettings> ports)
    {
        var settings = section.Make(() => new CircuitSettings
        {
            Cells = [.. section.Sections("preparation").Select(cell => Cell(cell, ports))],
            Spec = CircuitDescription.Connections(new CircuitSection(section)),
        });
        try
        {
            settings.Check();
        }
        catch (CircuitException error)
        {
            throw section.Mistake(error.Message);
        }

        section.Finish();
        return settings;
    }

    private static CircuitCellSettings Cell(ConfigSection section, IReadOnlyList<RigPartSettings> ports)
    {
        var inputs = ports.Where(port => port.HasInput).Select(port => port.Name).ToArray();
        var port = section.OneOf("port", inputs) ?? (inputs.Length == 1 ? inputs[0] : throw section.Mistake("'port' is missing, expected the name of the port that its voltage comes in through"));
        var channels = ports.Sum(part => part.StimulusChannels);
        var stimulus = section.Whole("stimulusChannel") ?? -1;
        if (stimulus < -1 || stimulus >= channels)
        {
            throw section.Mistake("stimulusChannel", channels == 0 ? $"expected none: no port stimulates, found {stimulus}" : $"expected 0 to {channels - 1}, those of all ports counted together, or -1, found {stimulus}");
        }

        var cell = new CircuitCellSettings(
            CircuitDescription.Preparation(new CircuitSection(section)),
            port,
            StimulusReader.PlaceOf(port, ports),
            section.Whole("channel") ?? 0,
            section.Number("millivoltsPerUnit") ?? 1,
            stimulus);
        section.Finish();
        return cell;
    }
}
