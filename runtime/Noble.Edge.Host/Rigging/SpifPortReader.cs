using Noble.Edge.Rig;
using Noble.Edge.Spikes;

namespace Noble.Edge.Host;

/// <summary>Reads <c>"type": "spif"</c>: SpiNNaker's peripheral interface over UDP, out, in or both.</summary>
internal static class SpifPortReader
{
    internal static RigPartSettings Read(ConfigSection section)
    {
        var name = section.Text("name") ?? "spif";
        var (send, listen) = (UdpReader.Send(section), UdpReader.Listen(section));
        if (send is null && listen is null)
        {
            throw section.Mistake("expected 'send' or 'listen', or both, as in \"send\": \"172.16.223.2:3333\"");
        }

        var frame = section.Make(() => new SpifFrame(section.Whole("width") ?? 64, section.Whole("height") ?? 64));
        var words = section.OneOf("words", "header", "document") == "document" ? SpifWords.Document : SpifWords.Header;
        var (commands, bothPolarities) = (section.Flag("commands") ?? false, section.Flag("bothPolarities") ?? true);
        var outOptions = section.Make(() =>
        {
            var standard = new SpifPortOptions();
            return new SpifPortOptions
            {
                Name = name,
                Send = send ?? new UdpSendOptions(),
                Frame = frame,
                Words = words,
                Timestamps = section.Flag("timestamps") ?? standard.Timestamps,
                TimestampUnit = section.Milliseconds("timestampMilliseconds") ?? standard.TimestampUnit,
                SendStart = section.Flag("sendStart") ?? standard.SendStart,
                PacketBytes = section.Whole("packetBytes") ?? standard.PacketBytes,
            };
        });
        var inOptions = listen is null ? null : new SpifInputOptions { Name = name, Listen = listen, Frame = frame, Words = words, Commands = commands, BothPolarities = bothPolarities };
        var description = $"SPIF over UDP, {frame.Width} x {frame.Height}{(send is null ? "" : $", to {send.Host}:{(send.Port == 0 ? SpifPortOptions.FirstPipePort : send.Port)}")}{(listen is null ? "" : $", listens on {listen.Address}:{listen.Port}")}";
        return new RigPartSettings("spif", name, description, _ => UdpReader.Open(
            name,
            description,
            send is null ? null : () => new SpifPort(outOptions),
            inOptions is null ? null : () => new SpifInput(inOptions)))
        {
            HasInput = inOptions is not null,
            MakeSafe = send is null ? null : _ => MakeSafe(outOptions),
        };
    }

    private static void MakeSafe(SpifPortOptions options)
    {
        using var port = new SpifPort(options);
        port.EnterSafeState();
    }
}
