using Noble.Edge.Tests;

namespace Noble.Edge.FirmwareBridge.Tests;

public class BridgeSessionAllocationTests
{
    private const long Millisecond = 1_000_000;

    [Fact]
    public void Session_Streaming_AllocatesNothing()
    {
        var bench = new SessionBench().Arm();
        bench.RunFor(3_000 * Millisecond); // until probes and polled registers have all been seen
        var stream = new Stream(bench);
        stream.Run(200);
        var before = stream.Acknowledged;
        var runs = 0;
        foreach (var run in AllocationAssert.Runs())
        {
            stream.Run(200);
            runs++;
        }

        // Two spikes a turn, a millisecond each; where a batch ends within the run differs a little.
        Assert.InRange(stream.Acknowledged - before, (400 * runs) - 30, (400 * runs) + 30);
        Assert.Equal(0, bench.Report.Spikes.LateOnHost);
    }

    // A device that answers commands alone, out of buffers that are there from the start.
    private sealed class Stream(SessionBench bench)
    {
        private readonly BridgeReceiver _device = new(new BridgeReceiverOptions { Direction = BridgeDirection.ToDevice });
        private readonly byte[] _wire = new byte[BridgeProtocol.WireBytesMax];
        private readonly byte[] _payload = new byte[BridgeProtocol.DeviceHeartbeatBytes];
        private long _now = bench.Now;
        private long _at = bench.Now + (60 * Millisecond);
        private ushort _sequence = 20_000; // far ahead of what the scripted device has sent
        private ushort _next = 1; // the arming was command 0
        private uint _accepted = (uint)bench.Report.Spikes.Accepted;

        internal long Acknowledged { get; private set; }

        internal void Run(int turns)
        {
            for (var i = 0; i < turns; i++)
            {
                _now += Millisecond;
                for (var spike = 0; spike < 2; spike++)
                {
                    _at += Millisecond / 2;
                    Assert.True(bench.HandOver.TryPutSpike(_at, 3));
                }

                bench.Session.Advance(_now);
                for (var count = bench.Session.Send(_wire, _now); count > 0; count = bench.Session.Send(_wire, _now))
                {
                    ReadOnlySpan<byte> bytes = _wire.AsSpan(0, count);
                    while (_device.TryRead(ref bytes, _now, out var frame))
                    {
                        if (frame.Type == BridgeMessageType.SpikeBatch && SpikeBatchMessage.TryRead(frame.Payload, out var batch, out _))
                        {
                            _accepted += (uint)batch.Count;
                            Acknowledged += batch.Count;
                            Answer(batch.Number);
                        }
                    }
                }

                if (i % 20 == 0)
                {
                    Beat();
                }
            }
        }

        private void Answer(ushort number)
        {
            new AcknowledgeMessage
            {
                Session = bench.Device.Session,
                Command = number,
                NextCommand = (ushort)(number + 1),
                Result = BridgeResult.Ok,
                Error = BridgeFrameError.None,
                State = BridgeDeviceState.Armed,
                Cause = BridgeSafeCause.None,
                FreeSpikes = 1_000,
                FreeStimuli = 200,
            }.TryWrite(_payload, out var written, out _);
            _next = (ushort)(number + 1);
            Give(BridgeMessageType.Acknowledge, written);
        }

        private void Beat()
        {
            new DeviceHeartbeatMessage
            {
                Session = bench.Device.Session,
                Boot = bench.Device.Boot,
                DeviceTimeTicks = (ulong)(_now / 1_000),
                State = BridgeDeviceState.Armed,
                Cause = BridgeSafeCause.None,
                FreeSpikes = 1_000,
                FreeStimuli = 200,
                NextCommand = _next,
                Accepted = _accepted,
                Emitted = _accepted,
                LateOnArrival = 0,
                LateAtEmission = 0,
                Refused = 0,
                Withdrawn = 0,
            }.TryWrite(_payload, out var written, out _);
            Give(BridgeMessageType.DeviceHeartbeat, written);
        }

        private void Give(BridgeMessageType type, int payloadBytes)
        {
            Span<byte> wire = stackalloc byte[128];
            BridgeFrameCodec.TryWrite(wire, type, ++_sequence, _payload.AsSpan(0, payloadBytes), out var written, out _);
            bench.Session.Receive(wire[..written], _now);
        }
    }
}
