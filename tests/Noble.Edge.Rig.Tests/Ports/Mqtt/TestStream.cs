using Noble.Edge.Spikes;

namespace Noble.Edge.Rig.Tests;

/// <summary>A stream to publish in tests.</summary>
internal static class TestStream
{
    internal const ulong Id = 0x0123_4567_89AB_CDEF;

    internal static StreamDescription Description { get; } = new()
    {
        Stream = StreamState.FormatStream(Id),
        Model = "test",
        ModelHash = "00",
        Neurons = 64,
        Population = "drawn",
        Seed = 1,
        Variability = 0,
        CurrentNanoamperes = 0.1,
        SampleIntervalNanoseconds = 60_000,
        TrialNanoseconds = 514_980_000,
        ThresholdMillivolts = -20,
    };

    internal static MqttPort Port(MqttConnectionOptions connection, string rig = "bench") =>
        new(new MqttPortOptions { Connection = connection, Topics = new StreamTopics(rig) }, Description, Id, MonotonicClock.Instance);

    internal static MqttPort Open(MqttConnectionOptions connection, string rig = "bench")
    {
        var port = Port(connection, rig);
        port.Open();
        return port;
    }
}
