namespace Noble.Edge.Neurons.Tests;

/// <summary>The solver's scheme in plain doubles, for one lane of a lowered cell: slow, and easy to check by eye.</summary>
internal sealed class ScalarTwin
{
    private readonly LoweredCell _cell;
    private readonly int _lane;
    private readonly double _step;
    private readonly double[] _v;
    private readonly List<double[][]> _gates = [];

    public ScalarTwin(LoweredCell cell, int lane, double step)
    {
        _cell = cell;
        _lane = lane;
        _step = step;
        _v = new double[cell.Parent.Length];
        Array.Fill(_v, cell.InitialVoltage);
        foreach (var block in cell.Blocks)
        {
            var kinetics = ScalarKinetics.ByName[block.Mechanism.Name];
            _gates.Add([.. block.Nodes.Select(n => kinetics.Gates
                .Select(g => g(_v[n], Parameters(block), block.TemperatureCelsius).Steady).ToArray())]);
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

        for (var b = 0; b < _gates.Count; b++)
        {
            var block = _cell.Blocks[b];
            var kinetics = ScalarKinetics.ByName[block.Mechanism.Name];
            for (var k = 0; k < block.Nodes.Length; k++)
            {
                var node = block.Nodes[k];
                var g = block.MaximalConductance[k][_lane] * kinetics.Open(_gates[b][k]);
                matrix[node, node] += g;
                right[node] -= g * (_v[node] - block.Parameters[1][_lane]);
            }
        }

        right[_cell.ClampNode] += stimulus;
        var change = DenseSolver.Solve(matrix, right);
        for (var i = 0; i < count; i++)
        {
            _v[i] += change[i];
        }

        AdvanceGates();
    }

    private void AdvanceGates()
    {
        for (var b = 0; b < _gates.Count; b++)
        {
            var block = _cell.Blocks[b];
            var kinetics = ScalarKinetics.ByName[block.Mechanism.Name];
            for (var k = 0; k < block.Nodes.Length; k++)
            {
                for (var gate = 0; gate < kinetics.Gates.Length; gate++)
                {
                    var (steady, rate) = kinetics.Gates[gate](_v[block.Nodes[k]], Parameters(block), block.TemperatureCelsius);
                    _gates[b][k][gate] += (1 - Math.Exp(-_step * rate)) * (steady - _gates[b][k][gate]);
                }
            }
        }
    }

    private double[] Parameters(MechanismBlock block) => [.. block.Parameters.Select(p => p[_lane])];
}
