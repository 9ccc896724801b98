namespace Noble.Edge.FirmwareBridge.Tests;

/// <summary>Damaged frames between whole ones.</summary>
public class BridgeReceiverDamageTests
{
    private static readonly byte[] ShortPayload = [0, 1, 0, 0, 255, 2, 0, 7];

    [Fact]
    public void TryRead_EveryByteSetToEveryValue_LosesThatFrameAlone()
    {
        var wire = Frame(6, ShortPayload);
        for (var i = 0; i < wire.Length; i++)
        {
            var original = wire[i];
            for (var value = 0; value < 256; value++)
            {
                if (value != original)
                {
                    wire[i] = (byte)value;
                    AssertLostAlone(wire, ShortPayload);
                }
            }

            wire[i] = original;
        }
    }

    [Fact]
    public void TryRead_EveryBitOfALongFrame_LosesThatFrameAlone()
    {
        var payload = new byte[600];
        new Random(41).NextBytes(payload);
        payload.AsSpan(0, 560).Replace((byte)0, (byte)1);
        var wire = Frame(6, payload);
        for (var bit = 0; bit < wire.Length * 8; bit++)
        {
            wire[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertLostAlone(wire, payload);
            wire[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void TryRead_EveryByteMissingOrDoubled_LosesThatFrameAtMost()
    {
        var wire = Frame(6, ShortPayload);
        for (var i = 0; i < wire.Length; i++)
        {
            AssertLostAtMost([.. wire[..i], .. wire[(i + 1)..]], ShortPayload);
            AssertLostAtMost([.. wire[..i], wire[i], .. wire[i..]], ShortPayload);
            AssertLostAtMost(wire[..i], ShortPayload);
        }
    }

    [Fact]
    public void TryRead_NoiseAndFrames_TakesEveryWholeFrame()
    {
        var random = new Random(42);
        var receiver = new BridgeReceiver(new BridgeReceiverOptions { Direction = BridgeDirection.ToDevice });
        var taken = ReceivedFrame.All(receiver, Frame(64_000, PayloadOf(64_000)));
        const int Rounds = 20_000;
        var whole = 1;
        for (var round = 1; round <= Rounds; round++)
        {
            taken.AddRange(ReceivedFrame.All(receiver, Noise(random)));
            var sequence = (ushort)(64_000 + round);
            var wire = Frame(sequence, PayloadOf(sequence));
            // The last frame is whole, so that every loss before it is seen.
            var damaged = random.Next(3) == 0 && round < Rounds;
            var frames = ReceivedFrame.All(receiver, damaged ? Damage(random, wire) : wire);
            taken.AddRange(frames);
            if (!damaged)
            {
                whole++;
                Assert.Equal(sequence, frames[^1].Sequence);
            }
        }

        Assert.All(taken, frame => Assert.Equal(Vectors.Text(PayloadOf(frame.Sequence)), frame.Payload));
        Assert.Equal(taken.Count, taken.Distinct().Count());
        Assert.InRange(taken.Count, whole, whole + 200);
        Assert.Equal(Rounds + 1, receiver.Counters.FramesTaken + receiver.Counters.FramesLost);
    }

    [Fact]
    public void TryRead_OnlyNoise_TakesNothing()
    {
        var random = new Random(43);
        var receiver = new BridgeReceiver(new BridgeReceiverOptions { Direction = BridgeDirection.ToDevice });
        var nowNanoseconds = 0L;
        for (var round = 0; round < 50_000; round++)
        {
            Assert.Empty(ReceivedFrame.All(receiver, Noise(random), nowNanoseconds));
            nowNanoseconds += random.Next(200_000_000);
        }

        Assert.True(receiver.Counters[BridgeFrameError.FrameTimeout] > 0);
        Assert.True(receiver.Counters[BridgeFrameError.Stuffing] > 0);
        Assert.True(receiver.Counters[BridgeFrameError.LengthMismatch] > 0);
    }

    private static byte[] Frame(ushort sequence, byte[] payload) =>
        WireFrame.Of(BridgeMessageType.SpikeBatch, sequence, payload);

    // A payload that is told by its sequence number alone; no two are the same.
    private static byte[] PayloadOf(ushort sequence)
    {
        var payload = new byte[2 + (sequence % 50)];
        new Random(sequence).NextBytes(payload);
        BitConverter.TryWriteBytes(payload, sequence);
        return payload;
    }

    private static byte[] Noise(Random random)
    {
        var noise = new byte[random.Next(16) == 0 ? random.Next(1500) : random.Next(24)];
        random.NextBytes(noise);
        var mask = (byte)(0xFF >> random.Next(8));
        var set = (byte)random.Next(2);
        foreach (ref var value in noise.AsSpan())
        {
            value = (byte)((value & mask) | set);
        }

        return noise;
    }

    private static byte[] Damage(Random random, byte[] wire)
    {
        var at = random.Next(wire.Length);
        return random.Next(4) switch
        {
            0 => [.. wire[..at], (byte)(wire[at] + random.Next(1, 256)), .. wire[(at + 1)..]],
            1 => [.. wire[..at], .. wire[(at + 1)..]],
            2 => [.. wire[..at], (byte)random.Next(256), .. wire[at..]],
            _ => wire[..at],
        };
    }

    private static void AssertLostAlone(byte[] damaged, byte[] payload) =>
        Assert.Equal(1, AssertLostAtMost(damaged, payload));

    private static long AssertLostAtMost(byte[] damaged, byte[] payload)
    {
        var receiver = new BridgeReceiver(new BridgeReceiverOptions { Direction = BridgeDirection.ToDevice });
        var frames = ReceivedFrame.All(receiver, [.. Frame(5, ShortPayload), .. damaged, .. Frame(7, ShortPayload)]);
        Assert.Equal((5, 7), (frames[0].Sequence, frames[^1].Sequence));
        Assert.Equal(3, receiver.Counters.FramesTaken + receiver.Counters.FramesLost);
        if (frames.Count == 3)
        {
            Assert.Equal(new ReceivedFrame(BridgeMessageType.SpikeBatch, 6, Vectors.Text(payload)), frames[1]);
        }

        return receiver.Counters.FramesLost;
    }
}
