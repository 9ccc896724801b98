namespace Noble.Edge.Neurons.Tests;

/// <summary>The solver's scheme in plain doubles, for one lane of a lowered cell: slow, and easy to check by eye.</summary>
internal sealed class ScalarTwin
{
    private readonly LoweredCell _cell;
    private readonly int _lane;
    private readonly double _step;
    private readonly double[] _v;
    private readonly double[] _calcium;
    private readonly double[] _calciumReversal;
    private readonly double[] _calciumCurrent;
    private readonly List<double[][]> _gates = [];

    public ScalarTwin(LoweredCell cell, int lane, double step)
    {
        _cell = cell;
        _lane = lane;
        _step = step;
        _v = new double[cell.Parent.Length];
        Array.Fill(_v, cell.InitialVoltage);
        _calcium = new double[_v.Length];
        _calciumReversal = new double[_v.Length];
        _calciumCurrent = new double[_v.Length];

        // NEURON's calcium where nothing keeps it: 50 nM, and a reversal potential that is fixed.
        Array.Fill(_calcium, 5e-5);
        Array.Fill(_calciumReversal, 132.4579341637009);
        foreach (var block in cell.Blocks.Where(b => b.Mechanism is CalciumDynamics))
        {
            foreach (var node in block.Nodes)
            {
                _calcium[node] = Parameters(block)[3];
            }
        }

        foreach (var block in cell.Blocks)
        {
            _gates.Add([.. block.Nodes.Select(n => Kinetics(block).Gates
                .Select(g => g(Drive(block, n), Parameters(block), block.TemperatureCelsius).Steady).ToArray())]);
        }
    }

    public double Voltage(int node) => _v[node];

    public void Step(double stimulus)
    {
        var count = _v.Length;
        var matrix = new double[count, count];
        var right = new double[count];
        for (var i = 0; i < count; i++)
        {
            matrix[i, i] += _cell.Capacitance[i][_lane] / _step;
            var p = _cell.Parent[i];
            if (p >= 0)
            {
                var g = _cell.AxialConductance[i][_lane];
                matrix[i, i] += g;
                matrix[p, p] += g;
                matrix[i, p] -= g;
                matrix[p, i] -= g;
                right[i] += g * (_v[p] - _v[i]);
                right[p] -= g * (_v[p] - _v[i]);
            }
        }

        SetCalciumReversal();
        Array.Clear(_calciumCurrent);
        for (var b = 0; b < _gates.Count; b++)
        {
            var block = _cell.Blocks[b];
            var isCalcium = block.Mechanism.Ion == ChannelIon.Calcium;
            for (var k = 0; k < block.Nodes.Length && block.Mechanism is not CalciumDynamics; k++)
            {
                var node = block.Nodes[k];
                var open = Kinetics(block).Open(_gates[b][k]);
                var g = block.MaximalConductance[k][_lane] * open;
                var driving = _v[node] - (isCalcium ? _calciumReversal[node] : block.Parameters[1][_lane]);
                matrix[node, node] += g;
                right[node] -= g * driving;
                _calciumCurrent[node] += isCalcium ? block.Parameters[0][_lane] * open * driving : 0;
            }
        }

        right[_cell.ClampNode] += stimulus;
        var change = DenseSolver.Solve(matrix, right);
        for (var i = 0; i < count; i++)
        {
            _v[i] += change[i];
        }

        AdvanceCalcium();
        AdvanceGates();
    }

    /// <summary>Calcium concentration of a node, mM.</summary>
    public double Calcium(int node) => _calcium[node];

    private static ScalarKinetics Kinetics(MechanismBlock block) =>
        block.Mechanism is CalciumDynamics ? new ScalarKinetics(_ => 0) : ScalarKinetics.ByName[block.Mechanism.Name];

    private double Drive(MechanismBlock block, int node) => Kinetics(block).IsGatedByCalcium ? _calcium[node] : _v[node];

    private void SetCalciumReversal()
    {
        foreach (var block in _cell.Blocks.Where(b => b.Mechanism is CalciumDynamics))
        {
            foreach (var node in block.Nodes)
            {
                // R T / (2 F) [mV] with 2 mM outside.
                _calciumReversal[node] =
                    8.31446261815324 * (block.TemperatureCelsius + 273.15) / (2 * 96.48533212331) * Math.Log(2 / _calcium[node]);
            }
        }
    }

    private void AdvanceCalcium()
    {
        foreach (var block in _cell.Blocks.Where(b => b.Mechanism is CalciumDynamics))
        {
            var p = Parameters(block);
            foreach (var node in block.Nodes)
            {
                var end = p[3] - (p[1] * 1e4 * p[0] * _calciumCurrent[node] / (2 * 96485.33212331 * p[2]));
                _calcium[node] = end + ((_calcium[node] - end) * Math.Exp(-_step / p[1]));
            }
        }
    }

    private void AdvanceGates()
    {
        for (var b = 0; b < _gates.Count; b++)
        {
            var block = _cell.Blocks[b];
            var kinetics = Kinetics(block);
            for (var k = 0; k < block.Nodes.Length; k++)
            {
                for (var gate = 0; gate < kinetics.Gates.Length; gate++)
                {
                    var (steady, rate) = kinetics.Gates[gate](Drive(block, block.Nodes[k]), Parameters(block), block.TemperatureCelsius);
                    _gates[b][k][gate] += (1 - Math.Exp(-_step * rate)) * (steady - _gates[b][k][gate]);
                }
            }
        }
    }

    private double[] Parameters(MechanismBlock block) => [.. block.Parameters.Select(p => p[_lane])];
}
