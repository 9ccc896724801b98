using Noble.Edge.Spikes;
using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

public class PageMessagesTests
{
    [Fact]
    public void WriteSpikes_KnownSpikes_AreTheBytesOfTheContract()
    {
        SpikeEvent[] spikes = [new(5_002_999, 7), new(5_000_000, 258), new(5_001_000, 0)];
        var bytes = Enumerable.Repeat((byte)0xAA, PageMessages.SpikesBytes(3) + 1).ToArray();
        PageMessages.WriteSpikes(9, 5_004_000, 4, spikes, bytes);
        Assert.Equal(
            "02000000" + "09000000" + "404B4C0000000000" + "E05A4C0000000000" + "03000000" + "04000000" + "07000000" + "02010000" + "00000000" + "02000000" + "00000000" + "01000000" + "AA",
            Convert.ToHexString(bytes));
    }

    [Fact]
    public void WriteSpikes_None_BeginsNow()
    {
        var bytes = new byte[PageMessages.SpikesBytes(0)];
        PageMessages.WriteSpikes(1, 0x0102030405, long.MaxValue, [], bytes);
        Assert.Equal("02000000" + "01000000" + "0504030201000000" + "0504030201000000" + "00000000" + "FFFFFFFF", Convert.ToHexString(bytes));
    }

    [Fact]
    public void WriteVoltageHead_KnownPiece_IsTheBytesOfTheContract()
    {
        var bytes = Enumerable.Repeat((byte)0xAA, PageMessages.HeadBytes + 1).ToArray();
        PageMessages.WriteVoltageHead(3, 1_000, 100_000, 2, bytes);
        Assert.Equal("03000000" + "03000000" + "E803000000000000" + "00000000006AF840" + "02000000" + "00000000" + "AA", Convert.ToHexString(bytes));
    }

    [Fact]
    public void WriteSpikes_Frame_AllocatesNothing()
    {
        var spikes = Enumerable.Range(0, 2_000).Select(i => new SpikeEvent(1_000L * i, i)).ToArray();
        var bytes = new byte[PageMessages.SpikesBytes(spikes.Length)];
        AllocationAssert.AllocatesNothing(() =>
        {
            PageMessages.WriteSpikes(1, 3_000_000, 0, spikes, bytes);
            Assert.True(bytes[24] == 0xD0 && bytes[25] == 0x07);
        });
    }
}
