using System.Runtime.CompilerServices;
using Noble.Edge.Spikes;
using Noble.Edge.Tests;

namespace Noble.Edge.Rig.Tests;

public sealed class GpioChipTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly GpioChip _chip;

    public GpioChipTests() => _chip = GpioChip.Open(new GpioChipOptions { VirtualLines = 200 }, _clock);

    public void Dispose() => _chip.Dispose();

    [Fact]
    public void Open_Virtual_IsTheBankInsideThisProcess()
    {
        Assert.Equal(("virtual", 200, "virtual bank, 200 lines"), (_chip.Name, _chip.LineCount, _chip.Description));
        Assert.NotNull(_chip.Bank);
    }

    [Theory]
    [InlineData("77")]
    [InlineData("gpiochip77")]
    [InlineData("/dev/gpiochip77")]
    public void Open_ChipThatIsNotThere_SaysWhichAndWhatIsThere(string chip)
    {
        var error = Assert.Throws<GpioException>(() => GpioChip.Open(new GpioChipOptions { Chip = chip }, _clock));
        Assert.StartsWith("GPIO chip /dev/gpiochip77: no such chip; this machine has ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Open_FileThatIsNoChipOrUnknownLabel_SaysSo()
    {
        var file = Assert.Throws<GpioException>(() => GpioChip.Open(new GpioChipOptions { Chip = "/dev/null" }, _clock));
        Assert.Equal("GPIO chip /dev/null: this is not a GPIO character device", file.Message);
        var label = Assert.Throws<GpioException>(() => GpioChip.Open(new GpioChipOptions { Chip = "no-such-label" }, _clock));
        Assert.StartsWith("GPIO chip 'no-such-label': no chip has this label; this machine has ", label.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new GpioChipOptions { Chip = " " });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GpioChipOptions { VirtualLines = -1 });
    }

    [Fact]
    public void Choose_LibraryThatIsNotInstalled_SaysWhatWasLookedFor()
    {
        var installed = GpioLibraries.Installed();
        foreach (var (kind, library) in new[] { (GpioDriverKind.LibGpiodV2, "libgpiod.so.3"), (GpioDriverKind.LibGpiodV1, "libgpiod.so.2") })
        {
            if (installed.Contains(library))
            {
                Assert.Equal(kind, GpioLibraries.Choose(kind));
            }
            else
            {
                var error = Assert.Throws<GpioException>(() => GpioLibraries.Choose(kind));
                Assert.StartsWith($"libgpiod is not installed: looked for {library}; apt-get install", error.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Survey_AnyMachine_TellsItsChipsAndLibraries()
    {
        var machine = GpioMachine.Survey();
        Assert.All(machine.Chips, chip => Assert.StartsWith("/dev/gpiochip", chip.Path, StringComparison.Ordinal));
        Assert.Empty(machine.Libraries.Except(["libgpiod.so.3", "libgpiod.so.2"]));
    }

    [Fact]
    public void Emit_ActiveLowLine_RestsHighAndGoesLow()
    {
        using var port = new GpioPort(_chip, new GpioPortOptions { LineOfNeuron = [150, 3], ActiveLow = [150] });
        var bank = _chip.Bank!;
        Assert.Equal((1L, 0L, 0L), (bank.RisingEdges(150), bank.FallingEdges(150), bank.RisingEdges(3)));
        port.Emit(new SpikeEvent(0, 0), 0);
        port.Emit(new SpikeEvent(0, 1), 0);
        Assert.Equal((1L, 1L, 1L), (bank.RisingEdges(150), bank.FallingEdges(150), bank.RisingEdges(3)));
        port.EnterSafeState();
        Assert.Equal((2L, 1L), (bank.RisingEdges(150), bank.FallingEdges(3)));
        Assert.False(port.Emit(new SpikeEvent(0, 0), 0));
    }

    [Fact]
    public void Emit_Inhibited_NoPulseBeginsAndOneThatHasBegunKeepsItsWidth()
    {
        var inhibit = new InhibitLine();
        using var port = new GpioPort(_chip, new GpioPortOptions { LineOfNeuron = [0, 1] }, inhibit);
        Assert.True(port.Emit(new SpikeEvent(0, 0), 0));
        inhibit.Update(true);
        Assert.True(port.Emit(new SpikeEvent(0, 1), 100));
        Assert.True(port.Emit(new SpikeEvent(0, 9), 100)); // has no line
        port.RunDue(999_999);
        Assert.Equal(0, _chip.Bank!.FallingEdges(0));
        port.RunDue(1_000_000);
        Assert.Equal(1, _chip.Bank.FallingEdges(0));
        inhibit.Update(false);
        Assert.True(port.Emit(new SpikeEvent(0, 1), 2_000_000));
        Assert.Equal((2L, 1L, 1L, 1L), (port.Pulses, port.Inhibited, port.Unmapped, inhibit.Activations));
    }

    [Fact]
    public void Emit_ThreadHeldUpBeforeTheLineIsSet_PulseKeepsItsWidth()
    {
        _clock.Advance(5_000_000);
        using var port = new GpioPort(_chip, new GpioPortOptions { LineOfNeuron = [0] });
        port.Emit(new SpikeEvent(0, 0), 2_000_000);
        Assert.Equal(6_000_000, port.NextDueNanoseconds);
    }

    [Fact]
    public void Emit_DriverRefuses_IsDroppedAndCountedAndDoesNotThrow()
    {
        using var broken = new RefusingLines(2);
        using var port = new GpioPort(broken, new GpioPortOptions { LineOfNeuron = [0, 1] }, null);
        Assert.True(port.Emit(new SpikeEvent(0, 0), 0));
        broken.Refuses = true;
        Assert.False(port.Emit(new SpikeEvent(0, 1), 0));
        port.RunDue(long.MaxValue - 1);
        port.EnterSafeState();
        Assert.Equal((1L, 3L, long.MaxValue), (port.Pulses, port.Failed, port.NextDueNanoseconds));
    }

    [Fact]
    public void RunDue_ManyLines_GoToRestInOneCallABank()
    {
        using var lines = new RefusingLines(130);
        using var port = new GpioPort(lines, new GpioPortOptions { LineOfNeuron = GpioPortOptions.FirstNeurons(130, 130) }, null);
        for (var neuron = 0; neuron < 130; neuron++)
        {
            port.Emit(new SpikeEvent(0, neuron), 0);
        }

        lines.Calls.Clear();
        port.RunDue(1_000_000);
        Assert.Equal([(0, ulong.MaxValue, 0ul), (1, ulong.MaxValue, 0ul), (2, 3ul, 0ul)], lines.Calls);
    }

    [Fact]
    public void Emit_ManyPulses_AllocatesNothing()
    {
        using var port = new GpioPort(_chip, new GpioPortOptions { LineOfNeuron = GpioPortOptions.FirstNeurons(100, 100), ActiveLow = [1, 3] }, new InhibitLine());
        var pulses = 0;
        Pulse();
        AllocationAssert.AllocatesNothing(Pulse);
        Assert.Equal(pulses, port.Pulses);
        Assert.Equal(pulses / 100, _chip.Bank!.RisingEdges(0));

        void Pulse()
        {
            for (var i = 0; i < 1_000; i++, pulses++)
            {
                port.Emit(new SpikeEvent(i, i % 100), i);
                port.RunDue(long.MaxValue - 1);
            }
        }
    }

    [Fact]
    public void KernelStructures_TheirSizes_AreThoseOfTheInterface()
    {
        Assert.Equal(
            [68, 256, 24, 592, 16, 48],
            [
                Unsafe.SizeOf<LibC.GpioChipInformation>(), Unsafe.SizeOf<LibC.GpioLineInformation>(), Unsafe.SizeOf<LibC.GpioAttribute>(),
                Unsafe.SizeOf<LibC.GpioLineRequest>(), Unsafe.SizeOf<LibC.GpioLineValues>(), Unsafe.SizeOf<LibC.GpioLineEvent>(),
            ]);
    }

    private sealed class RefusingLines(int count) : IOutputLines
    {
        int IOutputLines.Count => count;

        internal bool Refuses { get; set; }

        internal List<(int Bank, ulong Mask, ulong Levels)> Calls { get; } = [];

        bool IOutputLines.Set(int bank, ulong mask, ulong levels)
        {
            Calls.Add((bank, mask, levels & mask));
            return !Refuses;
        }

        public void Dispose()
        {
        }
    }
}
