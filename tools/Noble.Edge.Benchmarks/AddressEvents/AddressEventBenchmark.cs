using System.Diagnostics;
using System.Globalization;
using Noble.Edge.Rig;
using Noble.Edge.Spikes;

namespace Noble.Edge.Benchmarks;

/// <summary>Spikes a second on one core: through the codecs, and encoded and sent over loopback, beside copying the same events in memory.</summary>
internal static class AddressEventBenchmark
{
    private const int Spikes = 1 << 16;
    private const int Neurons = 2048;

    /// <summary>Measures and prints.</summary>
    /// <param name="duration">For each row.</param>
    public static void Run(TimeSpan duration)
    {
        var spikes = new SpikeEvent[Spikes];
        for (var i = 0; i < spikes.Length; i++)
        {
            spikes[i] = new SpikeEvent(i * 1000L, i % Neurons);
        }

        var copy = new SpikeEvent[Spikes];
        var frame = new byte[SpikeBatchCodec.LengthOf(Spikes)];
        var header = new SpikeBatchHeader { BaseTimeNanoseconds = 0 };
        using var eieioInput = new EieioInput(new EieioInputOptions { Listen = new UdpListenOptions { AnyPort = true } });
        using var spifInput = new SpifInput(new SpifInputOptions { Listen = new UdpListenOptions { AnyPort = true } });
        using var eieio = new EieioPort(new EieioPortOptions { Send = new UdpSendOptions { Port = eieioInput.LocalPort } });
        using var spif = new SpifPort(new SpifPortOptions { Send = new UdpSendOptions { Port = spifInput.LocalPort } });

        Console.WriteLine();
        Console.WriteLine("address-events: one core, best round of each");
        Console.WriteLine($"  {"",-46} {"ns/event",9} {"M events/s",11} {"ratio",8}");
        var baseline = Best(duration, () => spikes.CopyTo(copy, 0));
        Row("copied in memory", baseline);
        Row("batch codec, written", Best(duration, () => SpikeBatchCodec.TryWrite(frame, header, spikes, out _, out _)));
        Row("batch codec, read", Best(duration, () => SpikeBatchCodec.TryRead(frame, out _, copy, out _)));
        Row("EIEIO, encoded and sent on loopback", Best(duration, () => Emit(eieio)));
        Row("SPIF, encoded and sent on loopback", Best(duration, () => Emit(spif)));
        Row("EIEIO, sent, received and decoded", Best(duration, () => Exchange(eieio, eieioInput)));
        Row("SPIF, sent, received and decoded", Best(duration, () => Exchange(spif, spifInput)));
        Console.WriteLine($"  EIEIO: {eieio.Counts}");
        Console.WriteLine($"  SPIF: {spif.Counts}");

        void Row(string name, double nanoseconds) => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  {name,-46} {nanoseconds,9:F2} {1000 / nanoseconds,11:F2} {nanoseconds / baseline,8:F1}"));

        void Emit(UdpEventPort port)
        {
            foreach (ref readonly var spike in spikes.AsSpan())
            {
                port.Emit(spike, 0);
            }
        }

        // A few datagrams at a time, so that the receiver's buffer never overflows.
        void Exchange(UdpEventPort port, UdpEventInput input)
        {
            for (var i = 0; i < spikes.Length; i++)
            {
                port.Emit(spikes[i], 0);
                if ((i & 1023) == 1023)
                {
                    while (input.TryRead(0, out _))
                    {
                    }
                }
            }
        }
    }

    // Nanoseconds an event, in the best of the rounds that fit.
    private static double Best(TimeSpan duration, Action round)
    {
        round();
        var best = double.PositiveInfinity;
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            var began = Stopwatch.GetTimestamp();
            round();
            best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalNanoseconds / Spikes);
        }

        return best;
    }
}
