using System.Globalization;

namespace Noble.Edge.FirmwareBridge.Tests;

/// <summary>The scripts of stream.txt; one of their ticks is a microsecond here.</summary>
public class BridgeReceiverScriptTests
{
    private const long NanosecondsPerTick = 1000;

    public static TheoryData<string> Scripts => [.. Vectors.Lines("stream.txt", "stream").Select(fields => fields[1])];

    [Fact]
    public void Scripts_File_HasThemAll() => Assert.Equal(33, Scripts.Count);

    [Theory]
    [MemberData(nameof(Scripts))]
    public void TryRead_Script_IsFollowed(string name)
    {
        var lines = Vectors.Lines("stream.txt").SkipWhile(fields => fields is not ["stream", var found, _] || found != name).ToList();
        var receiver = new BridgeReceiver(new BridgeReceiverOptions
        {
            Direction = lines[0][2] == "host" ? BridgeDirection.ToHost : BridgeDirection.ToDevice,
            FrameTimeout = TimeSpan.FromMicroseconds(100),
            LinkTimeout = TimeSpan.FromMicroseconds(1000),
        });
        var expected = new SortedDictionary<string, long>(StringComparer.Ordinal) { ["taken"] = 0 };
        var pending = new Queue<ReceivedFrame>();
        var nowNanoseconds = 0L;
        foreach (var fields in lines.Skip(1).TakeWhile(fields => fields[0] != "stream"))
        {
            switch (fields[0])
            {
                case "bytes":
                    Assert.Empty(pending);
                    ReceivedFrame.All(receiver, Vectors.Bytes(fields[1]), nowNanoseconds).ForEach(pending.Enqueue);
                    break;
                case "wait":
                    Assert.Empty(pending);
                    nowNanoseconds += Number(fields[1]) * NanosecondsPerTick;
                    receiver.Poll(nowNanoseconds);
                    break;
                case "take":
                    var type = (BridgeMessageType)int.Parse(fields[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                    Assert.Equal(new ReceivedFrame(type, (ushort)Number(fields[2]), fields[3]), pending.Dequeue());
                    expected["taken"]++;
                    break;
                case "error":
                    expected[Vectors.Error(fields[1]).ToString()] = Number(fields[2]);
                    break;
                default:
                    expected[fields[0]] = Number(fields[1]);
                    break;
            }
        }

        Assert.Empty(pending);
        Assert.Equal(expected, Counted(receiver.Counters));
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    // The counters that are not 0, but the taken frames always.
    private static SortedDictionary<string, long> Counted(BridgeReceiverCounters counters)
    {
        var counted = new SortedDictionary<string, long>(StringComparer.Ordinal)
        {
            ["lost"] = counters.FramesLost,
            ["skipped"] = counters.BytesSkipped,
            ["silences"] = counters.Silences,
        };
        foreach (var error in Enum.GetValues<BridgeFrameError>())
        {
            counted[error.ToString()] = counters[error];
        }

        foreach (var name in counted.Where(pair => pair.Value == 0).Select(pair => pair.Key).ToList())
        {
            counted.Remove(name);
        }

        counted["taken"] = counters.FramesTaken;
        return counted;
    }
}
