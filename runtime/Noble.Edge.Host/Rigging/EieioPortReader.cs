using System.Globalization;
using Noble.Edge.Rig;
using Noble.Edge.Spikes;

namespace Noble.Edge.Host;

/// <summary>Reads <c>"type": "eieio"</c>: SpiNNaker's live spikes over UDP, out, in or both.</summary>
internal static class EieioPortReader
{
    internal static RigPartSettings Read(ConfigSection section)
    {
        var name = section.Text("name") ?? "eieio";
        var (send, listen) = (UdpReader.Send(section), UdpReader.Listen(section));
        if (send is null && listen is null)
        {
            throw section.Mistake("expected 'send' or 'listen', or both, as in \"send\": \"192.168.240.1:17893\"");
        }

        var keys = Keys(section);
        var type = section.OneOf("payload", "key16", "key16-payload16", "key32", "key32-payload32") switch
        {
            "key16" => EieioType.Key16,
            "key16-payload16" => EieioType.Key16Payload16,
            "key32-payload32" => EieioType.Key32Payload32,
            _ => EieioType.Key32,
        };
        var unit = section.Milliseconds("timestampMilliseconds") ?? new EieioPortOptions().TimestampUnit;
        var board = Board(section.Section("board"));
        var (commands, hasHeader) = (section.Flag("commands") ?? false, section.Flag("sdpHeader") ?? false);
        var outOptions = send is null ? null : section.Make(() => new EieioPortOptions { Name = name, Send = send, Keys = keys, Type = type, Board = board, TimestampUnit = unit });
        var inOptions = listen is null ? null : new EieioInputOptions { Name = name, Listen = listen, Keys = keys, Commands = commands, HasSdpHeader = hasHeader };
        var description = $"EIEIO over UDP{(send is null ? "" : $", to {send.Host}:{(send.Port == 0 ? EieioPortOptions.BoardPort : send.Port)}")}{(listen is null ? "" : $", listens on {listen.Address}:{listen.Port}")}";
        return new RigPartSettings("eieio", name, description, _ => UdpReader.Open(
            name,
            description,
            outOptions is null ? null : () => new EieioPort(outOptions),
            inOptions is null ? null : () => new EieioInput(inOptions)))
        {
            HasInput = inOptions is not null,
            MakeSafe = outOptions is null ? null : _ => MakeSafe(outOptions),
        };
    }

    private static void MakeSafe(EieioPortOptions options)
    {
        using var port = new EieioPort(options);
        port.EnterSafeState();
    }

    private static KeyMap Keys(ConfigSection section)
    {
        if (section.Section("keys") is not { } keys)
        {
            return KeyMap.Consecutive(0, 2048);
        }

        var database = keys.File("database");
        var label = keys.Text("label");
        var list = keys.Wholes("list");
        var first = keys.Text("first");
        var count = keys.Whole("count");
        keys.Finish();
        try
        {
            return keys.Make(() => database is not null
                ? EieioDatabase.ReadKeys(database, label ?? throw keys.Mistake("'label' is missing, expected the population's label in the database"))
                : list is not null ? KeyMap.Listed([.. list.Select(key => (long)key)])
                : KeyMap.Consecutive(Key(keys, first ?? "0"), count ?? 2048));
        }
        catch (EieioDatabaseException error)
        {
            throw keys.Mistake(error.Message);
        }
    }

    // 0x70000 or 458752.
    private static uint Key(ConfigSection keys, string text)
    {
        var isHexadecimal = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return uint.TryParse(isHexadecimal ? text[2..] : text, isHexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var key)
            ? key
            : throw keys.Mistake("first", $"expected a key as in \"0x70000\", found '{text}'");
    }

    private static SdpHeader? Board(ConfigSection? section)
    {
        if (section is null)
        {
            return null;
        }

        var header = new SdpHeader
        {
            DestinationX = Small("x", 255),
            DestinationY = Small("y", 255),
            DestinationCore = Small("core", 31),
            DestinationPort = section.Has("port") ? Small("port", 7) : (byte)1,
        };
        section.Finish();
        return header;

        byte Small(string key, int most) => section.Whole(key) is var value && value is null or (>= 0 and <= 255) && value.GetValueOrDefault() <= most
            ? (byte)value.GetValueOrDefault()
            : throw section.Mistake(key, $"expected 0 to {most}, found {value}");
    }
}
