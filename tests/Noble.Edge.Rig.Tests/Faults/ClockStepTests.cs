using System.Text.RegularExpressions;
using Noble.Edge.Spikes;

namespace Noble.Edge.Rig.Tests;

/// <summary>Somebody sets the machine's clock during an experiment: nothing that is timed may notice.</summary>
public sealed partial class ClockStepTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"step-{Guid.NewGuid():N}.aedat");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Sources_OfTheRig_ReadTheDateInTwoPlacesOnly()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Noble.Edge.sln")))
        {
            folder = folder.Parent!;
        }

        var rig = Path.Combine(folder.FullName, "runtime", "Noble.Edge.Rig");
        var sources = Directory.EnumerateFiles(rig, "*.cs", SearchOption.AllDirectories)
            .Where(path => Path.GetRelativePath(rig, path).Split('/')[0] is not "obj" and not "bin")
            .ToArray();
        Assert.True(sources.Length > 100);
        var readers = sources.Where(path => Date().IsMatch(File.ReadAllText(path))).Select(Path.GetFileName).Order(StringComparer.Ordinal);

        // The header of a file, and how long a certificate is still valid; neither is on the pacer's thread.
        Assert.Equal(["AedatPort.cs", "CertificateCheck.cs"], readers);
    }

    [Theory]
    [InlineData(AedatVersion.Aedat31)]
    [InlineData(AedatVersion.Aedat4)]
    public void AedatPort_DateJumps_TimesOfSpikesDoNot(AedatVersion version)
    {
        var time = new JumpingTime();
        SpikeEvent[] spikes = [new(1_000_000, 3), new(2_000_000, 15), new(900_000_000, 0)];
        using (var port = new AedatPort(new AedatPortOptions { Path = _path, Version = version, Width = 4, Height = 4 }, time))
        {
            port.Begin();
            foreach (var spike in spikes)
            {
                port.Write([spike]);
            }

            port.Complete(0);
        }

        Assert.Equal(1, time.Looks);
        using var file = File.OpenRead(_path);
        var reader = new AedatReader(file);
        var (read, some) = (new List<SpikeEvent>(), new SpikeEvent[10]);
        while (reader.Read(some) is > 0 and var count)
        {
            read.AddRange(some.AsSpan(0, count));
        }

        Assert.Equal(spikes, read);
    }

    [Fact]
    public void Pacer_DateJumps_PlaysEverySpikeAtItsTime()
    {
        // Nobody may set the clock in a test. The pacer's one source of time is the clock that it is given, which knows no date.
        var clock = new ManualClock();
        var port = new CollectingPort();
        var pacer = new Pacer(new ExperimentClock(clock), PacerOptions.Default, [port], []);
        for (var i = 1; i <= 10; i++)
        {
            Assert.True(pacer.TryPush(new SpikeEvent(i * 1_000_000, i)));
        }

        pacer.Complete(11_000_000);
        pacer.Begin();
        while (pacer.Step())
        {
        }

        Assert.Equal(0, pacer.Late);
        Assert.Equal(10, pacer.Played);
        Assert.Equal(11_000_000, clock.NowNanoseconds);
    }

    [GeneratedRegex(@"UtcNow|DateTime\.Now|DateTimeOffset\.Now|\.Today|GetUtcNow|GetLocalNow|CLOCK_REALTIME|gettimeofday")]
    private static partial Regex Date();

    private sealed class JumpingTime : TimeProvider
    {
        internal int Looks { get; private set; }

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(-5 * Looks++);
    }
}
