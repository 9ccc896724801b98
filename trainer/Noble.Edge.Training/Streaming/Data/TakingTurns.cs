using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Inhibition as a neuron gets it in a pair that takes turns: from the other one, and from itself while it fires.</summary>
/// <remarks>
/// Two leaky integrate-and-fire neurons stand in for the pair, in units of the threshold current. What matters is what the solver's neuron is then
/// given: conductances that grow while something like itself fires, and fall while the other does.
/// </remarks>
internal sealed class TakingTurns
{
    /// <summary>Driving force of inhibition near the threshold [mV].</summary>
    public const double DrivingForceMillivolts = 25;

    /// <summary>The highest conductance that is given [µS].</summary>
    public const double MostMicrosiemens = 0.05;

    private const double RiseMilliseconds = 0.5, OwnRiseMilliseconds = 5, DelayMilliseconds = 1, RefractoryMilliseconds = 2, KickMilliseconds = 100;

    /// <summary>Current into the neuron and into the other, as shares of the threshold current.</summary>
    public required (double Own, double Other) Drive { get; init; }

    /// <summary>Membrane time constants of the stand-ins [ms].</summary>
    public required (double Own, double Other) MembraneMilliseconds { get; init; }

    /// <summary>Peak conductance of a spike in the synapses onto each other [µS], and with which it decays [ms].</summary>
    public required (double Peak, double DecayMilliseconds) Mutual { get; init; }

    /// <summary>Of the synapses of each onto itself; a peak of 0: there are none.</summary>
    public required (double Peak, double DecayMilliseconds) Self { get; init; }

    /// <summary>Share of their strength that a spike takes from the mutual synapses, and with which it comes back [ms].</summary>
    public required (double Release, double RecoveryMilliseconds) Depression { get; init; }

    /// <summary>The inhibition of the neuron [µS], from its stand-in's spikes and the other's.</summary>
    /// <param name="threshold">The neuron's threshold current [nA].</param>
    /// <param name="count">Samples.</param>
    /// <param name="step">Between two samples [ms].</param>
    public double[] Inhibition(double threshold, int count, double step)
    {
        var cells = new[]
        {
            new StandIn(Drive.Own, MembraneMilliseconds.Own, this, step),
            new StandIn(Drive.Other, MembraneMilliseconds.Other, this, step),
        };
        var delay = (int)(DelayMilliseconds / step);
        var spikes = new bool[2, count];
        var values = new double[count];
        for (var k = 0; k < count; k++)
        {
            for (var c = 0; c < 2; c++)
            {
                var conductance = cells[c].Receive(k >= delay && spikes[1 - c, k - delay], k >= delay && spikes[c, k - delay]);
                values[k] = c == 0 ? Math.Min(conductance, MostMicrosiemens) : values[k];
                var kick = c == 0 && k * step < KickMilliseconds ? 0.2 : 0;
                spikes[c, k] = cells[c].Fires(conductance * DrivingForceMillivolts / threshold, kick);
            }
        }

        return values;
    }

    private sealed class StandIn(double drive, double membrane, TakingTurns circuit, double step)
    {
        private readonly Synapse _mutual = new(circuit.Mutual.Peak, RiseMilliseconds, circuit.Mutual.DecayMilliseconds, step);
        private readonly Synapse _own = new(circuit.Self.Peak, OwnRiseMilliseconds, circuit.Self.DecayMilliseconds, step);
        private double _potential, _strength = 1, _rest;

        public double Receive(bool other, bool self)
        {
            _strength += (1 - _strength) * step / circuit.Depression.RecoveryMilliseconds;
            var conductance = _mutual.Advance(other ? _strength : 0) + _own.Advance(self ? 1 : 0);
            _strength *= other ? 1 - circuit.Depression.Release : 1;
            return conductance;
        }

        public bool Fires(double inhibition, double kick)
        {
            _rest -= step;
            _potential += _rest > 0 ? 0 : (drive + kick - inhibition - _potential) * step / membrane;
            if (_potential < 1)
            {
                return false;
            }

            (_potential, _rest) = (0, RefractoryMilliseconds);
            return true;
        }
    }

    private sealed class Synapse(double peak, double rise, double decay, double step)
    {
        private readonly double _fall = Math.Exp(-step / decay), _climb = Math.Exp(-step / rise);
        private readonly double _scale = peak / Highest(rise, decay);
        private double _slow, _fast;

        public double Advance(double spike)
        {
            (_slow, _fast) = ((_slow * _fall) + spike, (_fast * _climb) + spike);
            return _scale * (_slow - _fast);
        }

        private static double Highest(double rise, double decay)
        {
            var at = rise * decay / (decay - rise) * Math.Log(decay / rise);
            return Math.Exp(-at / decay) - Math.Exp(-at / rise);
        }
    }
}
