using System.Device.Gpio;
using Noble.Edge.Spikes;

namespace Noble.Edge.Rig.Tests;

public sealed class GpioPortTests : IDisposable
{
    private const long Millisecond = 1_000_000;

    private readonly ManualClock _clock = new();
    private readonly VirtualGpioDriver _driver;
    private readonly GpioController _controller;

    public GpioPortTests()
    {
        _driver = new VirtualGpioDriver(8, _clock, logCapacity: 4);
        _controller = new GpioController(_driver);
    }

    public void Dispose()
    {
        _controller.Dispose();
        _driver.Dispose();
    }

    [Fact]
    public void Emit_OneSpike_OnePulseOfItsWidth()
    {
        using var port = Port(new GpioPortOptions { LineOfNeuron = [3], PulseWidth = TimeSpan.FromMilliseconds(2) });
        Assert.Equal(long.MaxValue, port.NextDueNanoseconds);
        Assert.True(Emit(port, 0, 10 * Millisecond));
        Assert.Equal(12 * Millisecond, port.NextDueNanoseconds);
        port.RunDue((12 * Millisecond) - 1);
        Assert.Equal((1L, 0L), (_driver.RisingEdges(3), _driver.FallingEdges(3)));
        port.RunDue(12 * Millisecond);
        Assert.Equal((1L, 1L), (_driver.RisingEdges(3), _driver.FallingEdges(3)));
        Assert.Equal(long.MaxValue, port.NextDueNanoseconds);
    }

    [Fact]
    public void Emit_LineStillHigh_EverySpikeIsARisingEdge()
    {
        using var port = Port(new GpioPortOptions { LineOfNeuron = [0, 0, 1] });
        Emit(port, 0, 0);
        Emit(port, 2, 100_000);
        Emit(port, 1, 200_000); // shares line 0
        Assert.Equal(1, port.Retriggered);
        port.RunDue(Millisecond); // the first pulse's end no longer counts
        Assert.Equal((2L, 1L), (_driver.RisingEdges(0), _driver.FallingEdges(0)));
        port.RunDue(1_100_000);
        Assert.Equal(1, _driver.FallingEdges(1));
        port.RunDue(1_200_000);
        Assert.Equal((2L, 2L), (_driver.RisingEdges(0), _driver.FallingEdges(0)));
        Assert.Equal(3, port.Pulses);
    }

    [Fact]
    public void Emit_NeuronWithoutALine_IsNotDroppedButCountedApart()
    {
        using var port = Port(new GpioPortOptions { LineOfNeuron = GpioPortOptions.FirstNeurons(3, 1) });
        Assert.True(Emit(port, 0, 0));
        Assert.True(Emit(port, 2, 0));
        Assert.True(Emit(port, 99, 0));
        Assert.Equal((1L, 2L, 1), (port.Pulses, port.Unmapped, port.LineCount));
    }

    [Fact]
    public void GpioPort_Mapping_LinesNeedNotBeInOrder()
    {
        using var port = Port(new GpioPortOptions { LineOfNeuron = [7, GpioPortOptions.NoLine, 2] });
        Emit(port, 0, 0);
        Emit(port, 2, 0);
        Assert.Equal([2, 7], Enumerable.Range(0, 8).Where(line => _driver.RisingEdges(line) == 1));
    }

    [Fact]
    public void GpioPort_LineThatTheBankLacks_SaysBoth()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Port(new GpioPortOptions { LineOfNeuron = [8] }));
        Assert.Equal("GPIO line 8 asked for, the controller has 8 lines", error.Message);
    }

    [Fact]
    public void GpioPort_Disposed_ClosesItsLinesAndLeavesTheController()
    {
        using (Port(new GpioPortOptions { LineOfNeuron = [1] }))
        {
            Assert.True(_controller.IsPinOpen(1));
        }

        Assert.False(_controller.IsPinOpen(1));
        Assert.Equal(8, _controller.PinCount);
    }

    [Fact]
    public void GpioPortOptions_OutsideTheirRange_SayTheRange()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GpioPortOptions { LineOfNeuron = [-2] });
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new GpioPortOptions { PulseWidth = TimeSpan.FromMicroseconds(5) });
        Assert.Contains("pulse width 5 µs: expected 10 to 1000000 µs", error.Message, StringComparison.Ordinal);
        using var port = Port(new GpioPortOptions { Name = "bank 2" });
        Assert.Equal("bank 2", port.Name);
    }

    [Fact]
    public void VirtualGpioDriver_ManyEdges_KeepsTheLastOnesWithTheirTimes()
    {
        using var port = Port(new GpioPortOptions { LineOfNeuron = [0, 1] });
        for (var i = 0; i < 3; i++)
        {
            Emit(port, 0, _clock.NowNanoseconds);
            _clock.Advance(Millisecond);
            port.RunDue(_clock.NowNanoseconds);
            _clock.Advance(Millisecond);
        }

        Assert.Equal(6, _driver.Edges);
        VirtualEdge[] expected =
            [new(2 * Millisecond, 0, true), new(3 * Millisecond, 0, false), new(4 * Millisecond, 0, true), new(5 * Millisecond, 0, false)];
        Assert.Equal(expected, _driver.LastEdges());
    }

    [Fact]
    public void VirtualGpioDriver_SameLevelAgain_NoEdge()
    {
        _controller.OpenPin(5, PinMode.Output);
        _controller.Write(5, PinValue.High);
        _controller.Write(5, PinValue.High);
        Assert.Equal(PinValue.High, _controller.Read(5));
        Assert.Equal(1, _driver.Edges);
    }

    [Fact]
    public void VirtualGpioDriver_InputOrUnknownLine_Refused()
    {
        Assert.Throws<InvalidOperationException>(() => _controller.OpenPin(8));
        Assert.Throws<InvalidOperationException>(() => _controller.OpenPin(1, PinMode.Input));
    }

    private GpioPort Port(GpioPortOptions options) => new(_controller, options);

    private static bool Emit(GpioPort port, int neuron, long now) => port.Emit(new SpikeEvent(now, neuron), now);
}
