namespace Noble.Edge.Host;

/// <summary>Reads the rig's ports from a configuration: a port type each, in a file of its own.</summary>
internal static class PortReader
{
    private static readonly (string Type, Func<ConfigSection, RigPartSettings> Read)[] Readers =
    [
        ("virtual", VirtualPortReader.Read),
        ("gpio", GpioPortReader.Read),
        ("eieio", EieioPortReader.Read),
        ("spif", SpifPortReader.Read),
        ("aedat", AedatPortReader.Read),
        ("bridge", BridgePortReader.Read),
        (VoltagePortReader.Type, VoltagePortReader.Read),
        ("mqtt-spikes", MqttSpikesReader.Read),
        .. ConverterPortReader.Types.Select(type => (type, (Func<ConfigSection, RigPartSettings>)ConverterPortReader.Read)),
    ];

    /// <summary>The types, as a configuration names them.</summary>
    internal static string[] Types { get; } = [.. Readers.Select(reader => reader.Type)];

    /// <summary>Reads one.</summary>
    internal static RigPartSettings Read(ConfigSection section)
    {
        var type = section.OneOf("type", Types) ?? throw section.Mistake($"'type' is missing, expected one of {string.Join(", ", Types)}");
        var port = Readers.First(reader => reader.Type == type).Read(section);
        section.Finish();
        return port;
    }
}
