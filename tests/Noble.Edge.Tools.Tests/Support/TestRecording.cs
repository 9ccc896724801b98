using System.Text.Json;
using Noble.Edge.Operator;
using Noble.Edge.Rig;
using Noble.Edge.Tests;

namespace Noble.Edge.Tools.Tests;

/// <summary>A recording of the small model with something of every kind in it.</summary>
internal sealed class TestRecording : IDisposable
{
    internal const double Nanoamperes = 0.2;
    internal const double Variability = 0.3;
    internal const ulong Seed = 5;
    internal const int Neurons = 4;

    private readonly TemporaryFolder _folder = new();

    /// <param name="fill">Records more; after that the recording ends.</param>
    /// <param name="rollBytes">Size at which a file goes on in the next.</param>
    internal TestRecording(Action<RigLog>? fill = null, long rollBytes = 1L << 30)
    {
        Model = SmallModel.Write(_folder.File("small.noble"));
        Path = _folder.File("run.nobl");
        using var log = new RigLog(new RigLogOptions { Path = Path, RollBytes = rollBytes });
        log.Begin(new RigLogConfiguration
        {
            StartUtc = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
            Program = "noble-edge 0.1.0",
            Model = "small",
            ModelHash = ModelBundle.Load(Model).Hash,
            Engine = "simd",
            Seeds = new Dictionary<string, ulong> { ["run"] = Seed },
            Configuration = JsonDocument.Parse(JsonSerializer.Serialize(new
            {
                model = Model,
                neurons = Neurons,
                seed = Seed,
                variability = Variability,
                currentNanoamperes = Nanoamperes,
                duration = "150ms",
            })).RootElement,
            InputPorts = ["dish", "lines/in"],
            StimulusPorts = ["dish", "dac"],
            Controllers = ["rate-clamp"],
            Responses = ["volley"],
        });
        if (fill is not null)
        {
            fill(log);
            return;
        }

        log.Record(new RigRecord(11_000_001, RigRecordKind.Spike, 0, 0, 3, 0));
        log.Record(new RigRecord(12_000_000, RigRecordKind.Input, (byte)InputKind.Spike, 0, 7, 0));
        log.Record(new RigRecord(12_500_000, RigRecordKind.Stimulus, 0, 0, 1, 0.25));
        log.Record(new RigRecord(12_500_000, RigRecordKind.Stimulus, 0, 1, 0, -0.5));
        log.Record(new RigRecord(13_000_000, RigRecordKind.Limit, (byte)LimitKind.Slew, 0, 1, 0.7));
        log.Record(new RigRecord(14_000_000, RigRecordKind.Spike, 0, 0, 0, 0));
        log.Record(new RigRecord(15_000_000, RigRecordKind.Spike, 0, 0, 3, 0));
        log.Record(new RigRecord(15_500_000, RigRecordKind.Response, 0, 0, 0, 2));
        log.Record(new RigRecord(17_500_000, RigRecordKind.Spike, 1, 0, 2, 0));
        log.Record(new RigRecord(18_000_000, RigRecordKind.Input, (byte)InputKind.Rising, 1, 4, 0));
        log.Record(new RigRecord(19_000_000, RigRecordKind.Input, (byte)InputKind.Sample, 0, 2, -61.5));
        log.Record(new RigRecord(20_000_000, RigRecordKind.Input, (byte)InputKind.Command, 1, (int)RigCommand.Pause, 0));
        log.Record(new RigRecord(25_000_000, RigRecordKind.Input, (byte)InputKind.Circuit, 1, new CircuitCommand(CircuitCommandKind.Synapse, 1, 0).Channel, 2.5));
        log.Record(new RigRecord(40_000_000, RigRecordKind.Input, (byte)InputKind.Command, 1, (int)RigCommand.Resume, 0));
        log.Record(new RigRecord(60_000_000, RigRecordKind.Stimulus, 0, 0, 1, 0));
        log.Record(new RigRecord(120_000_000, RigRecordKind.SafeState, (byte)SafeStateCause.End, 0, 0, 0));
    }

    internal string Path { get; }

    internal string Model { get; }

    internal string File(string name) => _folder.File(name);

    public void Dispose() => _folder.Dispose();
}
