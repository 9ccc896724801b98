using System.Globalization;

namespace Noble.Edge.FirmwareBridge.Tests;

public class InputEventsMessageTests
{
    [Fact]
    public void TryWrite_GoodVectors_GiveTheirBytesAndAreReadAgain()
    {
        var vectors = Vectors.Lines("input_events.txt", "good").ToList();
        Assert.Equal(4, vectors.Count);
        foreach (var vector in vectors)
        {
            var first = uint.Parse(vector[2], CultureInfo.InvariantCulture);
            var baseTimeTicks = ulong.Parse(vector[3], CultureInfo.InvariantCulture);
            var inputs = vector[4].Split(',').Select(text => text.Split(':').Select(part => ulong.Parse(part, CultureInfo.InvariantCulture)).ToArray())
                .Select(parts => new DeviceInput(baseTimeTicks + parts[0], (BridgeInputKind)parts[1], (byte)parts[2], (ushort)parts[3])).ToArray();
            var buffer = Guarded.Buffer(InputEventsMessage.LengthOf(inputs.Length));
            Assert.True(InputEventsMessage.TryWrite(buffer, first, baseTimeTicks, inputs, out var written, out _));
            Assert.Equal(vector[5], Vectors.Text(buffer.AsSpan(0, written)));
            Guarded.AssertIntact(buffer, written);
            Assert.True(InputEventsMessage.TryRead(buffer.AsSpan(0, written), out var message, out _));
            Assert.Equal((first, baseTimeTicks, inputs.Length), (message.First, message.BaseTimeTicks, message.Count));
            for (var i = 0; i < inputs.Length; i++)
            {
                Assert.Equal(inputs[i], message[i]);
            }
        }
    }

    [Fact]
    public void TryRead_BadVectors_GiveTheirError()
    {
        var vectors = Vectors.Lines("input_events.txt", "bad").ToList();
        Assert.Equal(9, vectors.Count);
        foreach (var vector in vectors)
        {
            Assert.False(InputEventsMessage.TryRead(Vectors.Bytes(vector[3]), out var message, out var error), vector[1]);
            Assert.Equal((0, Vectors.Error(vector[2])), (message.Count, error));
        }
    }
}
