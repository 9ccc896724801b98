using System.Globalization;
using System.Text.Json;
using Noble.Edge.Rig;

// Records without end, for a test that kills it: Noble.Edge.EndlessLog FILE FLUSH-MS BLOCK-BYTES. Record n has time and channel n; what is printed is how many were recorded.
var milliseconds = double.Parse(args[1], CultureInfo.InvariantCulture);
using var log = new RigLog(new RigLogOptions
{
    Path = args[0],
    FlushInterval = TimeSpan.FromMilliseconds(milliseconds),
    BlockBytes = int.Parse(args[2], CultureInfo.InvariantCulture),
});
log.Begin(new RigLogConfiguration
{
    StartUtc = DateTimeOffset.UtcNow,
    Program = "endless",
    Model = "none",
    ModelHash = "none",
    Engine = "none",
    Seeds = new Dictionary<string, ulong>(),
    Configuration = JsonDocument.Parse("{}").RootElement,
    InputPorts = [],
    StimulusPorts = [],
    Controllers = [],
    Responses = [],
});
for (var n = 0; ; n++)
{
    log.Record(new RigRecord(n, RigRecordKind.Spike, 0, 0, n, 0));
    if (n % 20_000 == 0)
    {
        Console.WriteLine(n);
        Thread.Sleep(1);
    }
}
