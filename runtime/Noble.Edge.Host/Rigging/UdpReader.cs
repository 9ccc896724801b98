using System.Globalization;
using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>What the UDP protocols' ports have in common: <c>send</c> and <c>listen</c> as HOST:PORT, and what goes with them.</summary>
internal static class UdpReader
{
    /// <summary>Where to send, or null where nothing is sent.</summary>
    internal static UdpSendOptions? Send(ConfigSection section)
    {
        if (section.Text("send") is not { } text)
        {
            return null;
        }

        var (host, port) = Address(section, "send", text);
        return section.Make(() =>
        {
            var standard = new UdpSendOptions();
            return new UdpSendOptions
            {
                Host = host,
                Port = port,
                FlushTime = section.Milliseconds("flushMilliseconds") ?? standard.FlushTime,
                BurstPackets = section.Whole("burstPackets") ?? standard.BurstPackets,
                BurstPause = section.Milliseconds("burstPauseMilliseconds") ?? standard.BurstPause,
                QueueCapacity = section.Whole("queueCapacity") ?? standard.QueueCapacity,
            };
        });
    }

    /// <summary>Where to listen, or null where nothing is.</summary>
    internal static UdpListenOptions? Listen(ConfigSection section)
    {
        if (section.Text("listen") is not { } text)
        {
            return null;
        }

        var (host, port) = Address(section, "listen", text);
        return section.Make(() =>
        {
            var standard = new UdpListenOptions();
            return new UdpListenOptions
            {
                Address = host,
                Port = port,
                Sender = section.Text("sender"),
                DatagramsPerRead = section.Whole("datagramsPerRead") ?? standard.DatagramsPerRead,
            };
        });
    }

    /// <summary>Opens what is sent and what is listened to; the one that is open is closed again where the other cannot be.</summary>
    internal static RigPart Open(string name, string description, Func<UdpEventPort>? openOutput, Func<UdpEventInput>? openInput)
    {
        var output = openOutput?.Invoke();
        UdpEventInput? input;
        try
        {
            input = openInput?.Invoke();
        }
        catch
        {
            output?.Dispose();
            throw;
        }

        return new RigPart
        {
            Name = name,
            Description = description,
            Immediate = output,
            Input = input,
            Owned = [.. new IDisposable?[] { input, output }.OfType<IDisposable>()],
            Counts = () => Counts(output, input),
        };
    }

    private static Dictionary<string, long> Counts(UdpEventPort? output, UdpEventInput? input)
    {
        var counts = new Dictionary<string, long>();
        if (output?.Counts is { } sent)
        {
            (counts["sent"], counts["packetsSent"], counts["refused"], counts["unmapped"], counts["lost"]) =
                (sent.Events, sent.Packets, sent.Refused, sent.Unmapped, sent.Lost);
        }

        if (input?.Counts is { } received)
        {
            (counts["received"], counts["packetsReceived"], counts["malformed"], counts["foreign"]) = (received.Events, received.Packets, received.Malformed, received.Refused);
        }

        return counts;
    }

    /// <summary>A host, and its port or 0 where none is said.</summary>
    internal static (string Host, int Port) Address(ConfigSection section, string key, string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0)
        {
            return (text, 0);
        }

        return colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65_535
            ? (text[..colon], port)
            : throw section.Mistake(key, $"expected HOST or HOST:PORT, found '{text}'");
    }
}
