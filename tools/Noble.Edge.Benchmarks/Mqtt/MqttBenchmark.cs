using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Noble.Edge.Rig;
using Noble.Edge.Spikes;

namespace Noble.Edge.Benchmarks;

/// <summary>From publishing to receiving over loopback, embedded broker and Mosquitto beside a plain TCP echo; and spikes a second through the port.</summary>
internal static class MqttBenchmark
{
    private const int MessagesPerSecond = 1000;
    private const int MessageLength = SpikeBatchCodec.HeaderLength + SpikeBatchCodec.RecordLength;
    private const int BatchSpikes = 4096;

    private static readonly MonotonicClock Clock = MonotonicClock.Instance;

    /// <summary>Measures and prints.</summary>
    /// <param name="duration">For each row.</param>
    public static void Run(TimeSpan duration)
    {
        int messages = (int)(duration.TotalSeconds * MessagesPerSecond);
        Console.WriteLine();
        Console.WriteLine($"mqtt: {messages} messages of {MessageLength} bytes at {MessagesPerSecond} a second over loopback, quality of service 1, from publishing to receiving");
        Console.WriteLine($"  {"",-18} {"p50 us",9} {"p99 us",9} {"p99.9 us",9} {"p50 ratio",10} {"p99 ratio",10}");
        double[] echo = Echo(messages);
        Print("plain TCP echo", echo, echo);
        using EmbeddedBroker embedded = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Port = 0 });
        using MosquittoProcess? mosquitto = MosquittoProcess.TryStart();
        Print("embedded broker", Latency(embedded.Port, messages), echo);
        if (mosquitto is not null)
        {
            Print("Mosquitto", Latency(mosquitto.Port, messages), echo);
        }

        Console.WriteLine();
        Console.WriteLine($"mqtt: batches of {BatchSpikes} spikes as fast as the port takes them, published and received by another client");
        Console.WriteLine($"  {"",-18} {"spikes/s",12} {"batches/s",10} {"MB/s",8} {"lost",6}");
        Throughput("embedded broker", embedded.Port, duration);
        if (mosquitto is not null)
        {
            Throughput("Mosquitto", mosquitto.Port, duration);
        }
        else
        {
            Console.WriteLine("  Mosquitto is not installed: apt-get install mosquitto");
        }
    }

    private static void Print(string name, double[] sorted, double[] baseline)
    {
        double Of(double[] of, double share) => of[(int)Math.Min(of.Length - 1, share * of.Length)];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {name,-18} {Of(sorted, 0.5),9:F0} {Of(sorted, 0.99),9:F0} {Of(sorted, 0.999),9:F0} {Of(sorted, 0.5) / Of(baseline, 0.5),10:F2} {Of(sorted, 0.99) / Of(baseline, 0.99),10:F2}"));
    }

    // Sent at the same moments, from a thread that waits the same way.
    private static void Paced(int messages, Action<int> send)
    {
        long next = Clock.NowNanoseconds;
        for (int i = 0; i < messages; i++)
        {
            next += 1_000_000_000 / MessagesPerSecond;
            Clock.SleepUntil(next);
            send(i);
        }
    }

    private static double[] Echo(int messages)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient { NoDelay = true };
        client.Connect((IPEndPoint)listener.LocalEndpoint);
        using TcpClient server = listener.AcceptTcpClient();
        server.NoDelay = true;
        var taken = new double[messages];
        var echoing = new Thread(() =>
        {
            var buffer = new byte[MessageLength];
            for (int i = 0; i < messages; i++)
            {
                server.GetStream().ReadExactly(buffer);
                server.GetStream().Write(buffer);
            }
        });
        var reading = new Thread(() =>
        {
            var buffer = new byte[MessageLength];
            for (int i = 0; i < messages; i++)
            {
                client.GetStream().ReadExactly(buffer);
                taken[i] = (Clock.NowNanoseconds - BinaryPrimitives.ReadInt64LittleEndian(buffer)) / 1e3;
            }
        });
        echoing.Start();
        reading.Start();
        var message = new byte[MessageLength];
        Paced(
            messages,
            _ =>
            {
                BinaryPrimitives.WriteInt64LittleEndian(message, Clock.NowNanoseconds);
                client.GetStream().Write(message);
            });
        reading.Join();
        echoing.Join();
        Array.Sort(taken);
        return taken;
    }

    private static double[] Latency(int brokerPort, int messages)
    {
        var taken = new double[messages];
        int received = 0;
        using var done = new ManualResetEventSlim();
        var spike = new SpikeEvent[1];
        using MqttSubscription subscription = MqttSubscription.Open(
            MqttConnectionOptions.To("127.0.0.1", brokerPort),
            ["noble/latency/spikes"],
            (topic, payload) =>
            {
                if (SpikeBatchCodec.TryRead(payload.ToArray(), out _, spike, out FrameError _))
                {
                    taken[received++] = (Clock.NowNanoseconds - spike[0].TimeNanoseconds) / 1e3;
                    if (received == messages)
                    {
                        done.Set();
                    }
                }
            },
            () => { });
        using MqttPort port = Open(brokerPort, "latency");
        port.Begin();
        var sent = new SpikeEvent[1];
        Paced(
            messages,
            _ =>
            {
                sent[0] = new SpikeEvent(Clock.NowNanoseconds, 1);
                port.Write(sent);
            });
        if (!done.Wait(TimeSpan.FromSeconds(30)))
        {
            throw new InvalidOperationException($"{received} of {messages} messages arrived");
        }

        port.Complete(0);
        Array.Sort(taken);
        return taken;
    }

    private static void Throughput(string name, int brokerPort, TimeSpan duration)
    {
        var tracker = new SequenceTracker();
        long received = 0;
        using MqttSubscription subscription = MqttSubscription.Open(
            MqttConnectionOptions.To("127.0.0.1", brokerPort),
            ["noble/throughput/spikes"],
            (topic, payload) =>
            {
                if (SpikeBatchCodec.TryReadHeader(payload.IsSingleSegment ? payload.FirstSpan : payload.ToArray(), out SpikeBatchHeader header, out FrameError _)
                    && tracker.Observe(header, out _, out _) != SequenceVerdict.Repeated)
                {
                    Interlocked.Add(ref received, header.Count);
                }
            },
            () => { });
        using MqttPort port = Open(brokerPort, "throughput");
        port.Begin();
        SpikeEvent[] spikes = [.. Enumerable.Range(0, BatchSpikes).Select(i => new SpikeEvent(i, i))];
        long began = Clock.NowNanoseconds;
        long until = began + (duration.Ticks * 100);
        long written = 0;
        while (Clock.NowNanoseconds < until)
        {
            written += port.Write(spikes);

            // A subscriber that is behind would only fill the broker's memory.
            while (written - Interlocked.Read(ref received) > 256L * BatchSpikes && Clock.NowNanoseconds < until + 30_000_000_000)
            {
                Clock.SleepUntil(Clock.NowNanoseconds + 100_000);
            }
        }

        while (Interlocked.Read(ref received) < written && Clock.NowNanoseconds < until + 30_000_000_000)
        {
            Clock.SleepUntil(Clock.NowNanoseconds + 100_000);
        }

        double seconds = (Clock.NowNanoseconds - began) / 1e9;
        port.Complete(0);
        double rate = written / seconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {name,-18} {rate,12:F0} {rate / BatchSpikes,10:F0} {rate * SpikeBatchCodec.RecordLength / 1e6,8:F0} {written - Interlocked.Read(ref received),6}"));
    }

    /// <summary>A port that is connected and has not begun.</summary>
    internal static MqttPort Open(int brokerPort, string rig)
    {
        ulong stream = MqttPort.NewStreamId();
        var description = new StreamDescription
        {
            Stream = StreamState.FormatStream(stream),
            Model = "benchmark",
            ModelHash = "00",
            Neurons = BatchSpikes,
            Population = "drawn",
            Seed = 1,
            Variability = 0,
            CurrentNanoamperes = 0,
            SampleIntervalNanoseconds = 1,
            TrialNanoseconds = 1,
            ThresholdMillivolts = 0,
        };
        var port = new MqttPort(
            new MqttPortOptions { Connection = MqttConnectionOptions.To("127.0.0.1", brokerPort), Topics = new StreamTopics(rig) }, description, stream, Clock);
        port.Open();
        return port;
    }
}
