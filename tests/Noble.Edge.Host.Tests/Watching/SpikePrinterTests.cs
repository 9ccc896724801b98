using System.Text;
using Noble.Edge.Spikes;

namespace Noble.Edge.Host.Tests;

public sealed class SpikePrinterTests : IDisposable
{
    private readonly MemoryStream _output = new();
    private readonly StringWriter _warnings = new();

    public void Dispose()
    {
        _output.Dispose();
        _warnings.Dispose();
    }

    [Fact]
    public void Print_Batch_ALineForEachSpike()
    {
        Printer().Print("t", Batch(0, 0, new SpikeEvent(17_062_500, 42), new SpikeEvent(17_062_501, 0)));
        Assert.Equal("17.062500 42\n17.062501 0\n", Text());
        Assert.Equal("", _warnings.ToString());
    }

    [Fact]
    public void Print_Limit_EndsInsideABatch()
    {
        var printer = Printer(limit: 3);
        printer.Print("t", Batch(0, 0, new SpikeEvent(1, 1), new SpikeEvent(2, 2)));
        Assert.False(printer.IsDone);
        printer.Print("t", Batch(1, 2, new SpikeEvent(3, 3), new SpikeEvent(4, 4)));
        printer.Print("t", Batch(2, 4, new SpikeEvent(5, 5)));
        Assert.True(printer.IsDone);
        Assert.Equal("0.000001 1\n0.000002 2\n0.000003 3\n", Text());
    }

    [Fact]
    public void Print_MissingBatches_WarnsOfThem()
    {
        var printer = Printer();
        printer.Print("t", Batch(0, 0, new SpikeEvent(1, 1)));
        printer.Print("t", Batch(3, 12, new SpikeEvent(9, 9)));
        Assert.Equal("noble-edge: warning: t: 2 batches with 11 spikes are missing before batch 3\n", _warnings.ToString());
        Assert.Equal(2, printer.Printed);
    }

    [Fact]
    public void Print_BatchThatCameAgain_IsLeftOut()
    {
        var printer = Printer();
        printer.Print("t", Batch(0, 0, new SpikeEvent(1, 1)));
        printer.Print("t", Batch(0, 0, new SpikeEvent(1, 1)));
        Assert.Equal("0.000001 1\n", Text());
        Assert.Equal("noble-edge: warning: t: batch 0 came again and is left out\n", _warnings.ToString());
    }

    [Fact]
    public void Print_TwoTopics_AreTwoSequences()
    {
        var printer = Printer();
        printer.Print("a", Batch(5, 0, new SpikeEvent(1, 1)));
        printer.Print("b", Batch(9, 0, new SpikeEvent(2, 2)));
        printer.Print("a", Batch(6, 1, new SpikeEvent(3, 3)));
        Assert.Equal("", _warnings.ToString());
    }

    [Fact]
    public void Print_Damaged_WarnsWithTheReason()
    {
        var printer = Printer();
        printer.Print("t", Batch(0, 0, new SpikeEvent(1, 1)).AsSpan(0, 47));
        printer.Print("t", "hello"u8);
        Assert.Equal(
            "noble-edge: warning: t: 47 bytes are no batch of spikes: LengthMismatch\nnoble-edge: warning: t: 5 bytes are no batch of spikes: TooShort\n",
            _warnings.ToString());
        Assert.Equal(2, printer.Damaged);
    }

    [Fact]
    public void Print_LargeBatch_GrowsItsBuffer()
    {
        var printer = Printer();
        printer.Print("t", Batch(0, 0, [.. Enumerable.Range(0, 10_000).Select(i => new SpikeEvent(i, i))]));
        Assert.Equal(10_000, printer.Printed);
    }

    [Fact]
    public void Print_ReaderHasGone_IsDone()
    {
        using var closed = new ClosedStream();
        var printer = new SpikePrinter(closed, _warnings, long.MaxValue);
        printer.Print("t", Batch(0, 0, new SpikeEvent(1, 1)));
        Assert.True(printer.IsDone);
    }

    [Fact]
    public void HexReader_Lines_ArePrinted()
    {
        var hex = $"{Convert.ToHexString(Batch(0, 0, new SpikeEvent(1, 1)))}\n\n{Convert.ToHexStringLower(Batch(1, 1, new SpikeEvent(2, 2)))}\n";
        HexReader.Read(new StringReader(hex), "f", Printer());
        Assert.Equal("0.000001 1\n0.000002 2\n", Text());
    }

    [Fact]
    public void HexReader_OtherText_NamesTheLine()
    {
        var error = Assert.Throws<UserMistakeException>(() => HexReader.Read(new StringReader("\nxyz\n"), "f", Printer()));
        Assert.Equal("f line 2: expected hexadecimal digits, two for each byte", error.Message);
    }

    [Fact]
    public void Watch_HexOnStandardInput_DecodesIt()
    {
        var hex = Convert.ToHexString(Batch(0, 0, new SpikeEvent(1, 1)));
        Assert.Equal((0, "0.000001 1\n", ""), NobleEdge.RunWithInput($"{hex}\n", "watch", "--hex", "-"));
        var (code, _, error) = NobleEdge.RunWithInput($"{hex}00\n", "watch", "--hex", "-");
        Assert.Equal(1, code);
        Assert.EndsWith("noble-edge: error: 1 lines are no batches of spikes\n", error, StringComparison.Ordinal);
    }

    private sealed class ClosedStream : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("Broken pipe");
    }

    private SpikePrinter Printer(long limit = long.MaxValue) => new(_output, _warnings, limit);

    private string Text() => Encoding.ASCII.GetString(_output.ToArray());

    private static byte[] Batch(uint sequence, ulong before, params SpikeEvent[] spikes)
    {
        var frame = new byte[SpikeBatchCodec.LengthOf(spikes.Length)];
        var header = new SpikeBatchHeader { StreamId = 1, Sequence = sequence, SpikesBefore = before, BaseTimeNanoseconds = spikes[0].TimeNanoseconds };
        Assert.True(SpikeBatchCodec.TryWrite(frame, header, spikes, out _, out _));
        return frame;
    }
}
