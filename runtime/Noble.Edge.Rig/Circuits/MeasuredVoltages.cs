namespace Noble.Edge.Rig;

/// <summary>Measured voltages of the preparation's cells: what is missing is held, what is beyond belief is bounded, spikes are found.</summary>
internal sealed class MeasuredVoltages
{
    private readonly PreparationCellSpec[] _cells;
    private readonly long[] _holdSteps; // [cell]
    private readonly double[] _refractorySteps; // [cell]
    private readonly double[] _last; // [cell]: the last voltage, or not a number
    private readonly double[] _missing; // [cell]: steps since it was measured
    private readonly double[] _since; // [cell]: steps since the last spike

    internal MeasuredVoltages(CircuitSpec spec, double step)
    {
        _cells = [.. spec.Preparation];
        _holdSteps = [.. _cells.Select(cell => (long)Math.Floor((cell.HoldMilliseconds / step) + 1e-9))];
        _refractorySteps = [.. _cells.Select(cell => cell.RefractoryMilliseconds / step)];
        (_last, _missing, _since) = (new double[_cells.Length], new double[_cells.Length], new double[_cells.Length]);
    }

    internal double[][] State => [_last, _missing, _since];

    internal void Reset()
    {
        Array.Fill(_last, double.NaN);
        Array.Clear(_missing);
        Array.Fill(_since, double.PositiveInfinity);
    }

    /// <summary>Takes a measurement.</summary>
    /// <param name="cell">Place among the preparation's cells.</param>
    /// <param name="measured">What was measured [mV].</param>
    /// <param name="faults">Where faults are counted.</param>
    /// <param name="voltage">The voltage to go by [mV], 0 where none is known.</param>
    /// <param name="spike">When a spike crossed the threshold, in steps from now, −1 to 0; not a number for none.</param>
    /// <returns>Whether a voltage is known.</returns>
    internal bool Take(int cell, double measured, CircuitFaults faults, out double voltage, out double spike)
    {
        spike = double.NaN;
        _since[cell]++;
        if (!double.IsFinite(measured))
        {
            faults.VoltagesMissing++;
            if (++_missing[cell] > _holdSteps[cell])
            {
                // What comes back after a silence has no step before it: no crossing is read into the gap.
                _last[cell] = double.NaN;
            }

            var isHeld = !double.IsNaN(_last[cell]);
            faults.CellsSilenced += isHeld ? 0 : 1;
            voltage = isHeld ? _last[cell] : 0;
            return isHeld;
        }

        var options = _cells[cell];
        voltage = Math.Clamp(measured, options.LowestMillivolts, options.HighestMillivolts);
        faults.VoltagesOutOfRange += voltage == measured ? 0 : 1;
        var (before, threshold) = (_last[cell], options.SpikeThresholdMillivolts);
        if (before < threshold && voltage >= threshold && _since[cell] >= _refractorySteps[cell])
        {
            spike = ((threshold - before) / (voltage - before)) - 1;
            _since[cell] = -spike;
        }

        _last[cell] = voltage;
        _missing[cell] = 0;
        return true;
    }
}
