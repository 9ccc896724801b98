using MathNet.Numerics.LinearAlgebra;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>The equations phi(t_n) = n of one sweep, as terms in time by the four splines that are not 0 at its current.</summary>
internal sealed class SweepEquations
{
    private const int Active = 4;

    private readonly double[] _terms; // [spike, term]
    private readonly double[] _intervals; // [spike], the interval beside it, ms
    private readonly double[] _splines = new double[Active];
    private readonly int _firstSpline;
    private readonly int _splineCount;
    private readonly int _termCount;
    private readonly double _weight;
    private readonly double[] _products; // [term, term]: sum over spikes

    public SweepEquations(SpikeClock clock, SpikeSweep sweep, double onsetNanoamperes, double weight)
    {
        var times = sweep.TimesMilliseconds;
        (_weight, _termCount, _splineCount) = (weight, clock.TermCount, clock.Spec.Splines);
        var all = new double[_splineCount];
        SpikeClock.SplineWeights(clock.Variable(sweep.CurrentNanoamperes, onsetNanoamperes), all);
        _firstSpline = Math.Min(Array.FindIndex(all, value => value != 0), _splineCount - Active);
        all.AsSpan(_firstSpline, Active).CopyTo(_splines);
        _terms = new double[times.Length * _termCount];
        _intervals = new double[times.Length];
        _products = new double[_termCount * _termCount];
        for (var n = 0; n < times.Length; n++)
        {
            var terms = _terms.AsSpan(n * _termCount, _termCount);
            clock.Basis(times[n], terms);
            var (before, after) = (Math.Max(n - 1, 0), Math.Min(n + 1, times.Length - 1));
            _intervals[n] = (times[after] - times[before]) / (after - before);
            for (var a = 0; a < _termCount; a++)
            {
                for (var b = 0; b < _termCount; b++)
                {
                    _products[(a * _termCount) + b] += terms[a] * terms[b];
                }
            }
        }
    }

    /// <summary>How much the sweep counts, 0 to 1, besides its own weight.</summary>
    public double Trust { get; set; } = 1;

    private double Square => _weight * _weight * Trust * Trust;

    /// <summary>Adds the squared size of each term, per spline.</summary>
    public void AddSizes(double[] squares)
    {
        for (var term = 0; term < _termCount; term++)
        {
            squares[term] += _products[(term * _termCount) + term] / _splineCount;
        }
    }

    /// <summary>Adds the equations' normal matrix.</summary>
    public void AddTo(Matrix<double> matrix)
    {
        for (var a = 0; a < _termCount; a++)
        {
            for (var b = 0; b < _termCount; b++)
            {
                var product = Square * _products[(a * _termCount) + b];
                for (var i = 0; i < Active; i++)
                {
                    for (var j = 0; j < Active; j++)
                    {
                        matrix[Index(a, i), Index(b, j)] += product * _splines[i] * _splines[j];
                    }
                }
            }
        }
    }

    /// <summary>Adds the equations' transpose times their residual, n - phi(t_n).</summary>
    public void AddGradient(Vector<double> coefficients, Vector<double> gradient)
    {
        var atCurrent = AtCurrent(coefficients);
        for (var n = 0; n < _intervals.Length; n++)
        {
            var residual = Square * Residual(n, atCurrent);
            for (var term = 0; term < _termCount; term++)
            {
                for (var i = 0; i < Active; i++)
                {
                    gradient[Index(term, i)] += residual * _terms[(n * _termCount) + term] * _splines[i];
                }
            }
        }
    }

    /// <summary>Root mean square of the spikes' distance from the clock [ms].</summary>
    public double ErrorMilliseconds(Vector<double> coefficients)
    {
        var atCurrent = AtCurrent(coefficients);
        var sum = 0.0;
        for (var n = 0; n < _intervals.Length; n++)
        {
            var error = Residual(n, atCurrent) * _intervals[n];
            sum += error * error;
        }

        return Math.Sqrt(sum / _intervals.Length);
    }

    private double Residual(int spike, double[] atCurrent)
    {
        var residual = (double)spike;
        for (var term = 0; term < _termCount; term++)
        {
            residual -= atCurrent[term] * _terms[(spike * _termCount) + term];
        }

        return residual;
    }

    private double[] AtCurrent(Vector<double> coefficients)
    {
        var values = new double[_termCount];
        for (var term = 0; term < _termCount; term++)
        {
            for (var i = 0; i < Active; i++)
            {
                values[term] += coefficients[Index(term, i)] * _splines[i];
            }
        }

        return values;
    }

    private int Index(int term, int active) => (term * _splineCount) + _firstSpline + active;
}
