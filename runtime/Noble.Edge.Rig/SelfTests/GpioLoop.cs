namespace Noble.Edge.Rig;

/// <summary>From an edge on an input line of the virtual bank to the edge of the answer on an output line, through the whole loop.</summary>
internal static class GpioLoop
{
    private const long Interval = 1_000_000; // [ns]
    private const int TriggerLine = 8;
    private const int AnswerLine = 0;

    internal static SelfTestRow Run(string name, bool isBusy, SelfTestOptions options, MonotonicClock clock)
    {
        using var chip = GpioChip.Open(new GpioChipOptions(), clock);
        using var input = new GpioInput(chip, new GpioInputOptions { Lines = [new GpioInputLine { Line = TriggerLine }] });
        using var port = new GpioPort(chip, new GpioPortOptions { LineOfNeuron = [AnswerLine], PulseWidth = TimeSpan.FromMicroseconds(200) }, input.Inhibit);
        using var loop = new AnsweringLoop(input, port, new InputFilter { Kind = InputKind.Rising }, isBusy, options.Pacer, clock);
        var (lines, bank) = (input.Virtual!, chip.Bank!);
        var train = new TriggerTrain(clock, Interval);
        Bench.Run(options.Pacer, () => train.Run(
            options.Duration.Ticks * 100 / Interval,
            _ =>
            {
                lines.Set(TriggerLine, false);
                lines.Set(TriggerLine, true);
            },
            number => bank.RisingEdges(AnswerLine) > number ? clock.NowNanoseconds : null));
        var dropped = loop.Stop();
        return SelfTestRow.Of(name, Loops.Describe("edge on a virtual line to edge on another", isBusy), train.Times, train.Sent, train.Returned, dropped + input.Lost, train.Overruns);
    }
}
