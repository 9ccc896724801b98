namespace Noble.Edge.Validation;

/// <summary>Reads steady states and rates out of any mechanism through what the solver calls.</summary>
internal sealed class GateProbe
{
    private readonly Mechanism _mechanism;
    private readonly MechanismBlock _block;
    private readonly MembraneState _membrane;

    /// <summary>Places the mechanism with its default parameters; calcium stands at its default.</summary>
    public GateProbe(Mechanism mechanism, double temperatureCelsius)
    {
        _mechanism = mechanism;
        var cell = CellLowering.Lower(
            new CellDescription(
                "probe",
                [Section.Cylinder("soma", "soma", 20, 20, 1)],
                [new Region("soma")],
                [new MechanismPlacement("soma", mechanism.Name)],
                temperatureCelsius,
                -65),
            [ParameterSet.Defaults]);
        _block = cell.Blocks[0];
        _membrane = new MembraneState(cell.Parent.Length, mechanism.UsesCalcium);
    }

    /// <summary>Steady state of every gate, shape [gate][voltage], and relaxation rate, 1/ms; no rates for a Markov chain.</summary>
    /// <param name="millivolts">Voltages, one to eight.</param>
    public (double[][] Steady, double[][] Rate) At(params double[] millivolts)
    {
        for (var lane = 0; lane < Lanes.Count; lane++)
        {
            ref var voltage = ref _membrane.Voltage[_block.Nodes[0]];
            voltage = LaneMath.WithElement(voltage, lane, millivolts[Math.Min(lane, millivolts.Length - 1)]);
        }

        _mechanism.Initialise(_block, _membrane);
        var steady = Read(millivolts.Length);
        if (_mechanism is MarkovSodium)
        {
            // Its states do not relax one by one; their balance is what the voltage sets.
            return (steady, []);
        }

        double[][] rate = [.. steady.Select(s => new double[s.Length])];
        for (var gate = 0; gate < steady.Length; gate++)
        {
            for (var k = 0; k < millivolts.Length; k++)
            {
                rate[gate][k] = Relax(gate, k, steady[gate][k]);
            }
        }

        return (steady, rate);
    }

    // One step from 0 goes to steady · (1 − exp(−step · rate)); a step near 1 / rate gives the rate all its digits.
    private double Relax(int gate, int lane, double steady)
    {
        var step = 1.0;
        for (var n = 0; n < 60; n++)
        {
            _block.State.AsSpan().Clear();
            _mechanism.Advance(_block, _membrane, step);
            var left = 1 - (LaneMath.GetElement(_block.State[gate], lane) / steady);
            if (left > 0.7)
            {
                step *= 4;
            }
            else if (left < 0.1)
            {
                step /= 4;
            }
            else
            {
                return -Math.Log(left) / step;
            }
        }

        return double.NaN;
    }

    private double[][] Read(int count) =>
        [.. _block.State.AsSpan().ToArray().Select(s => Enumerable.Range(0, count).Select(k => LaneMath.GetElement(s, k)).ToArray())];
}
