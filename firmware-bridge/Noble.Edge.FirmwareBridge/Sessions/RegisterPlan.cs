namespace Noble.Edge.FirmwareBridge;

/// <summary>What a device's registers are to be, by the options; and what of that the device cannot do.</summary>
internal static class RegisterPlan
{
    private const ulong TicksMost = 1_000_000;
    private const ulong LongTicksMost = 10_000_000;

    /// <summary>Lists the registers.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="facts">What the device has.</param>
    /// <param name="mistake">What it cannot do: one line; null where it can do all.</param>
    internal static List<Setting> Of(BridgeConnectionOptions options, BridgeDeviceFacts facts, out string? mistake)
    {
        var outputs = options.Outputs;
        var builder = new Builder(facts);
        builder.Check(
            facts.Capabilities.HasFlag(outputs.Mode == BridgeOutputMode.Aer ? BridgeCapabilities.Aer : BridgeCapabilities.Pulses),
            $"has no {(outputs.Mode == BridgeOutputMode.Aer ? "address-event bus" : "pulse outputs")}");
        builder.CheckMask(outputs.ActiveLowLines, facts.Lines, "lines");
        builder.CheckMask(options.InputEnableMask, facts.Inputs, "inputs");
        builder.Check(
            options.DacChannels.Count <= facts.DacChannels,
            $"has {facts.DacChannels} DAC channels, and {options.DacChannels.Count} are set up");
        builder.Check(options.AdcInterval == TimeSpan.Zero || facts.AdcChannels > 0, "has no ADC channels, and samples are asked for");

        builder.Set(BridgeRegister.HeartbeatTimeoutMilliseconds, (ulong)options.HeartbeatTimeout.TotalMilliseconds);
        builder.Set(BridgeRegister.OutputMode, (ulong)outputs.Mode, BridgeRegisterType.U8);
        builder.SetTicks(BridgeRegister.PulseTicks, outputs.PulseWidth, 1, TicksMost);
        builder.Set(BridgeRegister.OutputActiveLow, outputs.ActiveLowLines);
        builder.Set(BridgeRegister.AerActiveLow, (ulong)outputs.AerActiveLow, BridgeRegisterType.U8);
        builder.SetTicks(BridgeRegister.AerTimeoutTicks, outputs.AerTimeout, 1, 10_000);
        builder.SetTicks(BridgeRegister.LateAfterTicks, outputs.LateAfter, 0, TicksMost);
        builder.SetTicks(BridgeRegister.LateLimitTicks, outputs.LateLimit, 0, TicksMost);
        builder.SetTicks(BridgeRegister.LineIntervalTicks, outputs.LineInterval, 0, LongTicksMost);
        builder.Set(BridgeRegister.SpikesPerSecond, (ulong)outputs.SpikesPerSecond);
        builder.Set(BridgeRegister.InputEnable, options.InputEnableMask);
        builder.SetTicks(BridgeRegister.InputDebounceTicks, options.InputDebounce, 0, TicksMost);
        builder.SetTicks(BridgeRegister.AdcIntervalTicks, options.AdcInterval, options.AdcInterval > TimeSpan.Zero ? 100u : 0u, LongTicksMost);
        for (var channel = 0; channel < Math.Min((int)facts.DacChannels, BridgeProtocol.RegisterDacChannelsMax); channel++)
        {
            builder.SetDac(channel, channel < options.DacChannels.Count ? options.DacChannels[channel] : AtRest(facts));
        }

        mistake = builder.Mistake;
        return builder.Settings;
    }

    // A channel that nobody set up stays in the middle of its range, whatever the last host had made of it.
    private static BridgeDacChannel AtRest(BridgeDeviceFacts facts)
    {
        var middle = (ushort)(1 << Math.Clamp(facts.DacBits - 1, 0, 15));
        return new BridgeDacChannel { LowestCode = middle, HighestCode = middle, RestCode = middle };
    }

    /// <summary>A register and its value.</summary>
    /// <param name="Register">Which one.</param>
    /// <param name="Type">Its type.</param>
    /// <param name="Value">Its value.</param>
    internal readonly record struct Setting(BridgeRegister Register, BridgeRegisterType Type, ulong Value);

    private sealed class Builder(BridgeDeviceFacts facts)
    {
        internal List<Setting> Settings { get; } = [];

        internal string? Mistake { get; private set; }

        internal void Check(bool good, string otherwise)
        {
            if (!good)
            {
                Mistake ??= $"board '{facts.Board}' {otherwise}";
            }
        }

        internal void CheckMask(uint mask, int count, string what) =>
            Check(count >= 32 || mask >> count == 0, $"has {count} {what}, and the mask 0x{mask:X} names others");

        internal void Set(BridgeRegister register, ulong value, BridgeRegisterType type = BridgeRegisterType.U32) =>
            Settings.Add(new Setting(register, type, value));

        internal void SetTicks(BridgeRegister register, TimeSpan time, ulong least, ulong most)
        {
            var ticks = BridgeTimes.Ticks(time, facts.TicksPerSecond);
            Check(
                ticks >= least && ticks <= most,
                $"takes {least} to {most} ticks of {facts.TicksPerSecond} a second for {register}, and {ticks} are asked for");
            Set(register, ticks);
        }

        internal void SetDac(int channel, BridgeDacChannel settings)
        {
            Check(
                settings.HighestCode < 1 << facts.DacBits,
                $"has DAC codes of {facts.DacBits} bits, and channel {channel} is allowed up to {settings.HighestCode}");
            SetDac(channel, BridgeDacRegister.LowestCode, settings.LowestCode, BridgeRegisterType.U16);
            SetDac(channel, BridgeDacRegister.HighestCode, settings.HighestCode, BridgeRegisterType.U16);
            SetDac(channel, BridgeDacRegister.RestCode, settings.RestCode, BridgeRegisterType.U16);
            SetDac(channel, BridgeDacRegister.SlewCodesPerMillisecond, settings.SlewCodesPerMillisecond);
            SetDac(channel, BridgeDacRegister.ChargeCodeMilliseconds, settings.ChargeCodeMilliseconds);
            SetDac(channel, BridgeDacRegister.ChargeWindowMilliseconds, (ulong)settings.ChargeWindow.TotalMilliseconds);
            SetDac(channel, BridgeDacRegister.StimuliPerSecond, (ulong)settings.StimuliPerSecond);
        }

        private void SetDac(int channel, BridgeDacRegister register, ulong value, BridgeRegisterType type = BridgeRegisterType.U32) => Set(
            (BridgeRegister)(BridgeProtocol.RegisterDac + (channel * BridgeProtocol.RegisterDacStride) + (int)register), value, type);
    }
}
