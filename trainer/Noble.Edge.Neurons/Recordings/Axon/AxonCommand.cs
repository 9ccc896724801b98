namespace Noble.Edge.Neurons;

/// <summary>The command of an output channel of an Axon file, from its holding level and its waveform table.</summary>
public sealed class AxonCommand
{
    /// <summary>Clampex holds for this share of a sweep before the first epoch.</summary>
    private const int HoldingShare = 64;

    /// <summary>Joins what the file says.</summary>
    /// <param name="name">Name of the output, as in <c>Cmd 0</c>.</param>
    /// <param name="unit">Its unit, as in <c>pA</c>.</param>
    /// <param name="holding">Its holding level.</param>
    /// <param name="epochs">Its epochs in use; empty where its waveform is off.</param>
    /// <param name="keepsLastLevel">Whether the last level of a sweep lasts until the next one's first epoch.</param>
    public AxonCommand(string name, string unit, double holding, IReadOnlyList<AxonEpoch> epochs, bool keepsLastLevel)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        (Name, Unit, Holding, Epochs, KeepsLastLevel) = (name, unit, holding, epochs, keepsLastLevel);
    }

    /// <summary>Name of the output.</summary>
    public string Name { get; }

    /// <summary>Unit of the levels.</summary>
    public string Unit { get; }

    /// <summary>Holding level.</summary>
    public double Holding { get; }

    /// <summary>Epochs in use.</summary>
    public IReadOnlyList<AxonEpoch> Epochs { get; }

    /// <summary>Whether the last level of a sweep lasts until the next one's first epoch.</summary>
    public bool KeepsLastLevel { get; }

    /// <summary>Whether a waveform file took the place of the table; then the command here is not what was sent.</summary>
    public bool IsFromFile { get; init; }

    /// <summary>The command in a sweep, shape [sample], in <see cref="Unit"/>.</summary>
    public double[] Waveform(int sweep, int samples)
    {
        var command = new double[samples];
        var before = KeepsLastLevel && sweep > 0 && Epochs.Count > 0 ? Level(Epochs[^1], sweep - 1) : Holding;
        var position = samples / HoldingShare;
        command.AsSpan(0, position).Fill(before);
        foreach (var epoch in Epochs)
        {
            var (level, end) = (Level(epoch, sweep), End(epoch, sweep, position, samples));
            Fill(command.AsSpan(position, end - position), epoch, before, level);
            (before, position) = (level, end);
        }

        command.AsSpan(position).Fill(KeepsLastLevel ? before : Holding);
        return command;
    }

    /// <summary>
    /// The epochs that are the stimulus: the first whose level changes from sweep to sweep, or else the first that
    /// leaves the holding level, with those after it that hold the same level. Null where there is none.
    /// </summary>
    /// <param name="sweeps">Sweeps of the recording.</param>
    public (int First, int Last)? StimulusEpochs(int sweeps)
    {
        var first = -1;
        for (var i = 0; i < Epochs.Count && first < 0 && sweeps > 1; i++)
        {
            first = Epochs[i].LevelIncrement != 0 && Epochs[i].Samples > 0 ? i : -1;
        }

        for (var i = 0; i < Epochs.Count && first < 0; i++)
        {
            first = Epochs[i].Level != Holding && Epochs[i].Samples > 0 ? i : -1;
        }

        if (first < 0)
        {
            return null;
        }

        var last = first;
        while (last + 1 < Epochs.Count
            && Epochs[last + 1].Kind == AxonEpochKind.Step
            && Epochs[last + 1].Level == Epochs[first].Level
            && Epochs[last + 1].LevelIncrement == Epochs[first].LevelIncrement)
        {
            last++;
        }

        return (first, last);
    }

    /// <summary>Samples of a sweep that a range of epochs covers.</summary>
    public (int From, int To) Samples(int firstEpoch, int lastEpoch, int sweep, int samples)
    {
        var (from, position) = (0, samples / HoldingShare);
        for (var i = 0; i <= lastEpoch; i++)
        {
            from = i == firstEpoch ? position : from;
            position = End(Epochs[i], sweep, position, samples);
        }

        return (from, position);
    }

    private static double Level(AxonEpoch epoch, int sweep) => epoch.Level + (sweep * epoch.LevelIncrement);

    private static int End(AxonEpoch epoch, int sweep, int start, int samples) =>
        (int)Math.Clamp(start + Math.Max(epoch.Samples + ((long)sweep * epoch.SampleIncrement), 0), start, samples);

    private static void Fill(Span<double> part, AxonEpoch epoch, double before, double level)
    {
        for (var i = 0; i < part.Length; i++)
        {
            part[i] = epoch.Kind switch
            {
                AxonEpochKind.Step => level,
                AxonEpochKind.Ramp => part.Length == 1 ? level : before + ((level - before) * i / (part.Length - 1)),
                _ => before + ((level - before) * Shape(epoch, i, part.Length)),
            };
        }
    }

    /// <summary>Height of a train at a sample, 0 at the level before and 1 at the epoch's own; 0 after the last whole period.</summary>
    private static double Shape(AxonEpoch epoch, int i, int length)
    {
        var (period, width) = (epoch.PeriodSamples, epoch.WidthSamples);
        if (period <= 0 || i >= length / period * period)
        {
            return 0;
        }

        var at = i % period;
        return epoch.Kind switch
        {
            AxonEpochKind.Pulse => at < width ? 1 : 0,
            AxonEpochKind.Triangle => at < width ? at / (double)width : (period - at) / (double)Math.Max(period - width, 1),
            AxonEpochKind.Cosine => (1 - Math.Cos(2 * Math.PI * at / period)) / 2,
            AxonEpochKind.Biphasic => at < width / 2 ? 1 : at < width ? -1 : 0,
            _ => 0,
        };
    }
}
