using System.Text;

namespace Noble.Edge.Neurons.Tests;

/// <summary>Whatever happened to a file: its sweeps, or one line.</summary>
public class AxonDamageTests
{
    [Theory]
    [InlineData("", "is empty")]
    [InlineData("ABF", "is not an Axon Binary Format 2 file")]
    [InlineData("ABF ...", "is an Axon Binary Format 1 file, expected version 2")]
    [InlineData("ABF2...", "is truncated")]
    [InlineData("%PDF-1.4 and more", "is not an Axon Binary Format 2 file")]
    public void Open_ForeignFile_SaysWhatItIs(string content, string expected)
    {
        using var file = new TestFile(Encoding.ASCII.GetBytes(content));

        Assert.Contains(expected, Assert.Throws<RecordingException>(() => AxonFile.Open(file.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FolderOrNothing_IsOneLine()
    {
        Assert.Contains("cannot be read", Assert.Throws<RecordingException>(() => AxonFile.Open(Path.GetTempPath())).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<RecordingException>(() => AxonFile.Open("/nowhere.abf")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pA")]
    [InlineData("")]
    public void Open_NoVoltage_NamesTheChannels(string unit)
    {
        using var file = new TestFile(new AxonFileBuilder { VoltageUnit = unit }.Build());

        Assert.Contains($"'IN 0' in '{unit}', 'IN 1' in 'pA'", Assert.Throws<RecordingException>(() => AxonRecording.Open(file.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoGain_IsOneLine()
    {
        using var file = new TestFile(new AxonFileBuilder { SignalGain = 0 }.Build());

        Assert.Contains("is damaged", Assert.Throws<RecordingException>(() => AxonFile.Open(file.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_CutAnywhere_IsRefused()
    {
        var whole = new AxonFileBuilder { Tags = [] }.Build();
        var data = new AxonFileBuilder { Tags = [] }.Sweeps * 640 * 2 * 2;
        var end = whole.Length - ((512 - (data % 512)) % 512);
        for (var length = 0; length < end; length = length < 4000 ? length + 97 : length + 499)
        {
            using var file = new TestFile(whole[..length]);
            var error = Assert.Throws<RecordingException>(() => AxonFile.Open(file.Path));
            Assert.DoesNotContain('\n', error.Message);
        }

        using var complete = new TestFile(whole);
        using var axon = AxonFile.Open(complete.Path);
        Assert.Equal(3, axon.SweepCount);
    }

    [Fact]
    public void Open_BytesFlipped_GivesSweepsOrOneLine()
    {
        var whole = new AxonFileBuilder { Sweeps = 2, Samples = 128, Mode = 1, SweepLengths = [120, 136] }.Build();
        var random = new Random(7);
        var refused = 0;
        const int Files = 600;
        for (var i = 0; i < Files; i++)
        {
            var damaged = whole.ToArray();
            for (var flip = 0; flip < 4; flip++)
            {
                damaged[random.Next(4, damaged.Length)] = (byte)random.Next(256);
            }

            // The header's section table decides most.
            damaged[random.Next(76, 332)] = (byte)random.Next(256);
            using var file = new TestFile(damaged);
            try
            {
                using var recording = AxonRecording.Open(file.Path);
                for (var sweep = 0; sweep < recording.SweepCount; sweep++)
                {
                    Assert.True(recording.ReadSweep(sweep).VoltageMillivolts.Length <= damaged.Length);
                }
            }
            catch (RecordingException error)
            {
                Assert.DoesNotContain('\n', error.Message);
                refused++;
            }
        }

        // The test would prove nothing if it never reached either outcome.
        Assert.InRange(refused, 1, Files - 1);
    }
}
