using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Noble.Edge.Rig.Tests;

public class MqttCommandsTests
{
    [MosquittoFact]
    public async Task Receive_CommandsWithResponseTopic_AreQueuedAndAnswered()
    {
        using var broker = Mosquitto.StartOpen();
        using var commands = new MqttCommands(new MqttCommandsOptions { Connection = MqttConnectionOptions.To("127.0.0.1", broker.Port) }, MonotonicClock.Instance);
        commands.Open();
        using var client = new MqttClientFactory().CreateMqttClient();
        var answers = new ConcurrentQueue<(string Correlation, string Text)>();
        client.ApplicationMessageReceivedAsync += args =>
        {
            answers.Enqueue((Encoding.UTF8.GetString(args.ApplicationMessage.CorrelationData), args.ApplicationMessage.ConvertPayloadToString()));
            return Task.CompletedTask;
        };
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).WithProtocolVersion(MqttProtocolVersion.V500).Build());
        await client.SubscribeAsync("desk/answers", MqttQualityOfServiceLevel.AtLeastOnce);

        await Send("a", """{"command":"target","value":20.5}""");
        await Send("b", """{"command":"trigger","value":3}""");
        await Send("c", """{"command":"emergency-stop"}""");
        await Send("d", """{"command":"dance"}""");
        await Send("e", """{"command":"target"}""");
        await Send("f", "off with its head");
        await Send("g", new string('x', 2_000));
        Waiting.For(() => answers.Count == 7, "seven answers");

        Assert.Equal(
            [
                ("a", """{"accepted":true}"""),
                ("b", """{"accepted":true}"""),
                ("c", """{"accepted":true}"""),
                ("d", """{"accepted":false,"reason":"unknown command \u0027dance\u0027: expected emergency-stop, trigger, pause, resume, target, heartbeat or stop"}"""),
                ("e", """{"accepted":false,"reason":"target: expected a value, it is missing"}"""),
                ("f", """{"accepted":false,"reason":"payload: expected JSON such as {\u0022command\u0022:\u0022pause\u0022}"}"""),
                ("g", """{"accepted":false,"reason":"payload of 2000 bytes: expected at most 1024"}"""),
            ],
            answers.OrderBy(answer => answer.Correlation));
        Assert.Equal((3L, 4L, 0L), (commands.Accepted, commands.Refused, commands.Unanswered));
        Assert.True(Readable.Now(commands.PollDescriptor));
        Assert.Equal([(RigCommand.Target, 20.5), (RigCommand.Trigger, 3), (RigCommand.EmergencyStop, 0)], ReadAll(commands));
        Assert.False(Readable.Now(commands.PollDescriptor));

        async Task Send(string correlation, string payload) =>
            await client.PublishAsync(new MqttApplicationMessageBuilder()
                .WithTopic("noble/bench/command")
                .WithPayload(payload)
                .WithResponseTopic("desk/answers")
                .WithCorrelationData(Encoding.UTF8.GetBytes(correlation))
                .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
                .Build());
    }

    [Fact]
    public void Take_FullQueue_RefusesAllButAnEmergencyStop()
    {
        using var commands = new MqttCommands(new MqttCommandsOptions { QueueMaximum = 2 }, new ManualClock());
        Assert.Null(Take(commands, """{"command":"pause"}"""));
        Assert.Null(Take(commands, """{"command":"resume"}"""));
        Assert.Equal("the queue is full: 2 commands wait for the loop", Take(commands, """{"command":"pause"}"""));
        Assert.Null(Take(commands, """{"command":"emergency-stop"}"""));
        Assert.Equal([(RigCommand.Pause, 0), (RigCommand.Resume, 0), (RigCommand.EmergencyStop, 0)], ReadAll(commands));
    }

    [Theory]
    [InlineData("""{"command":"trigger","value":-1}""", "trigger -1: expected the number of a trigger, from 0")]
    [InlineData("""{"command":"trigger","value":1.5}""", "trigger 1.5: expected the number of a trigger, from 0")]
    [InlineData("""{"command":"target","value":1e999}""", "target: expected a finite value")]
    [InlineData("""{"value":1}""", "command: expected one, it is missing")]
    [InlineData("""{"command":7}""", """payload: expected JSON such as {"command":"pause"}""")]
    [InlineData("", """payload: expected JSON such as {"command":"pause"}""")]
    public void Take_WrongCommand_SaysWhy(string payload, string reason)
    {
        using var commands = new MqttCommands(new MqttCommandsOptions(), new ManualClock());
        Assert.Equal(reason, Take(commands, payload));
        Assert.Equal((0L, 1L), (commands.Accepted, commands.Refused));
        Assert.False(commands.TryRead(0, out _));
    }

    [Fact]
    public void Take_OfACircuit_IsQueuedWithinItsLimits()
    {
        var circuit = new CircuitSpec { VirtualCells = 2, Electrical = [new ElectricalCouplingSpec { Name = "gap", From = 0, To = 1, ConductanceNanosiemens = 1 }] };
        var clock = new ManualClock();
        using var commands = new MqttCommands(new MqttCommandsOptions { Circuit = circuit }, clock);
        clock.Advance(5);
        Assert.Null(Take(commands, """{"command":"holding","cell":1,"value":-0.25}"""));
        Assert.Null(Take(commands, """{"command":"conductance","connection":"gap","value":3}"""));
        Assert.Equal("holding 11 nA: expected -10 to 10, the limits of the circuit", Take(commands, """{"command":"holding","cell":1,"value":11}"""));
        Assert.StartsWith("payload: expected JSON", Take(commands, """{"command":"holding","cell":0.5,"value":1}"""), StringComparison.Ordinal);
        Assert.Equal(
            "unknown command 'dance': expected emergency-stop, trigger, pause, resume, target, heartbeat or stop; of the circuit holding, conductance, background-excitatory or background-inhibitory",
            Take(commands, """{"command":"dance"}"""));
        Assert.Equal((2L, 3L), (commands.Accepted, commands.Refused));
        Assert.True(commands.TryRead(0, out var first));
        Assert.True(commands.TryRead(0, out var second));
        Assert.False(commands.TryRead(0, out _));
        Assert.Equal(new InputEvent(5, InputKind.Circuit, 0, new CircuitCommand(CircuitCommandKind.Holding, 1, 0).Channel, -0.25), first);
        Assert.Equal(new CircuitCommand(CircuitCommandKind.Electrical, 0, 3), CircuitCommand.Of(second));
    }

    [Fact]
    public void Take_OfACircuitCutOffOrChanged_IsRefusedOrWithinTheLimits()
    {
        var circuit = new CircuitSpec { VirtualCells = 2, Background = [new BackgroundSpec { Cell = 1 }] };
        var running = new Circuit(circuit, 0.1);
        using var commands = new MqttCommands(new MqttCommandsOptions { Circuit = circuit }, new ManualClock());
        var random = new Random(4);
        var payload = """{"command":"background-inhibitory","cell":1,"connection":null,"value":3.5}"""u8.ToArray();
        for (var i = 0; i < 20_000; i++)
        {
            var changed = payload[..(i < payload.Length ? i : payload.Length)].ToArray();
            for (var bytes = i < payload.Length ? 0 : random.Next(1, 3); bytes > 0; bytes--)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            var reason = commands.Take(new ReadOnlySequence<byte>(changed), retained: false);
            Assert.Equal(reason is null, commands.TryRead(0, out var received));
            Assert.True(reason is not null || running.TryApply(CircuitCommand.Of(received)), Encoding.UTF8.GetString(changed));
            Assert.DoesNotContain('\n', reason ?? "");
        }

        Assert.True(commands.Accepted > 100 && commands.Refused > 10_000, $"{commands.Accepted} accepted, {commands.Refused} refused");
    }

    [Fact]
    public void Take_OfACircuitWhereThereIsNone_IsRefused()
    {
        using var commands = new MqttCommands(new MqttCommandsOptions(), new ManualClock());
        Assert.Equal("holding: this run has no circuit", Take(commands, """{"command":"holding","cell":1,"value":0.1}"""));
        Assert.False(commands.TryRead(0, out _));
    }

    [Fact]
    public void Take_Retained_IsRefused()
    {
        using var commands = new MqttCommands(new MqttCommandsOptions(), new ManualClock());
        Assert.Equal("retained: expected a command that is not", commands.Take(new ReadOnlySequence<byte>("""{"command":"pause"}"""u8.ToArray()), retained: true));
    }

    [Fact]
    public void Take_MillionHostilePayloads_AllCountedNoneThrown()
    {
        const int Random = 950_000;
        const int Mutated = 50_000;
        using var commands = new MqttCommands(new MqttCommandsOptions(), new ManualClock());
        var random = new Random(5);
        var payload = new byte[96];
        for (var i = 0; i < Random; i++)
        {
            random.NextBytes(payload);
            commands.Take(new ReadOnlySequence<byte>(payload, 0, random.Next(payload.Length)), retained: false);
        }

        var good = """{"command":"target","value":20}"""u8.ToArray();
        for (var i = 0; i < Mutated; i++)
        {
            byte[] mutated = [.. good];
            mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            commands.Take(new ReadOnlySequence<byte>(mutated, 0, random.Next(10) == 0 ? random.Next(mutated.Length) : mutated.Length), retained: false);
            ReadAll(commands);
        }

        Assert.Equal(Random + Mutated, commands.Accepted + commands.Refused);
        Assert.InRange(commands.Accepted, 1, Mutated);
    }

    [Fact]
    public void TryRead_NothingAndSomething_AllocatesNothing()
    {
        using var commands = new MqttCommands(new MqttCommandsOptions(), new ManualClock());
        for (var i = 0; i < 50; i++)
        {
            Take(commands, """{"command":"target","value":2}""");
        }

        var sum = 0.0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 60; i++)
        {
            sum += commands.TryRead(i, out var received) ? received.Value : 0;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(100, sum);
    }

    [Fact]
    public void MqttCommandsOptions_OutsideTheirRange_SayTheRange()
    {
        Assert.Contains("expected 1 to 4096", Assert.Throws<ArgumentOutOfRangeException>(() => new MqttCommandsOptions { QueueMaximum = 0 }).Message, StringComparison.Ordinal);
        Assert.Contains("expected 64 to 65536", Assert.Throws<ArgumentOutOfRangeException>(() => new MqttCommandsOptions { PayloadMaximum = 1 }).Message, StringComparison.Ordinal);
    }

    private static string? Take(MqttCommands commands, string payload) => commands.Take(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(payload)), retained: false);

    private static List<(RigCommand Command, double Value)> ReadAll(MqttCommands commands)
    {
        var read = new List<(RigCommand, double)>();
        while (commands.TryRead(0, out var received))
        {
            Assert.Equal(InputKind.Command, received.Kind);
            read.Add(((RigCommand)received.Channel, received.Value));
        }

        return read;
    }
}
