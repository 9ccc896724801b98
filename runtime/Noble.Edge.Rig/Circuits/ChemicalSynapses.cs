namespace Noble.Edge.Rig;

/// <summary>All spike-triggered synapses: two exponentials each, a ring of spikes on their way, and what short-term plasticity remembers.</summary>
internal sealed class ChemicalSynapses
{
    private const int MostSlots = 8_000_000; // three numbers each: 200 MB
    private const double Nothing = 1e-30; // what has decayed to so little is 0: numbers smaller still would slow the processor down

    private readonly double _step; // [ms]
    private readonly int[] _firstOf; // [cell + 1]: where a cell's synapses begin in _outgoing
    private readonly int[] _outgoing; // synapses by sending cell
    private readonly double[] _described; // peak conductance as the description has it [nS]
    private readonly int[] _to;
    private readonly double[] _reversal; // [mV]
    private readonly double[] _most; // [nS]
    private readonly double[] _delay; // [steps]
    private readonly double[] _norm; // so that a single spike peaks at 1
    private readonly double[] _decayTime; // [ms]
    private readonly double[] _riseTime; // [ms], 0 for none
    private readonly double[] _decayKept; // in a step
    private readonly double[] _riseKept;
    private readonly ShortTermPlasticitySpec?[] _plasticity;
    private readonly double[] _decaying; // at the present time
    private readonly double[] _rising;
    private readonly double[] _resources; // as of the last spike
    private readonly double[] _facilitation; // as of the last spike
    private readonly double[] _lastSpike; // [steps]
    private readonly int[] _slots; // [synapse]: length of its ring
    private readonly int[] _ring; // [synapse]: where its ring begins
    private readonly double[] _arriving; // [slot]: sum of the spikes in a step
    private readonly double[] _arrivingDecay; // [slot]: what is left of them at the step's end
    private readonly double[] _arrivingRise;

    internal ChemicalSynapses(CircuitSpec spec, double step)
    {
        _step = step;
        ChemicalSynapseSpec[] all = [.. spec.Synapses];
        _outgoing = [.. Enumerable.Range(0, all.Length).OrderBy(s => all[s].From)];
        _firstOf = new int[spec.CellCount + 1];
        foreach (var synapse in all)
        {
            _firstOf[synapse.From + 1]++;
        }

        for (var cell = 0; cell < spec.CellCount; cell++)
        {
            _firstOf[cell + 1] += _firstOf[cell];
        }

        _to = [.. all.Select(synapse => synapse.To)];
        _reversal = [.. all.Select(synapse => synapse.ReversalMillivolts)];
        _most = [.. all.Select(synapse => synapse.SaturationNanosiemens)];
        _delay = [.. all.Select(synapse => synapse.DelayMilliseconds / step)];
        _norm = [.. all.Select(Norm)];
        _decayTime = [.. all.Select(synapse => synapse.DecayMilliseconds)];
        _riseTime = [.. all.Select(synapse => synapse.RiseMilliseconds)];
        _decayKept = [.. _decayTime.Select(time => Math.Exp(-step / time))];
        _riseKept = [.. _riseTime.Select(time => time > 0 ? Math.Exp(-step / time) : 0)];
        _plasticity = [.. all.Select(synapse => synapse.Plasticity)];
        Peak = [.. all.Select(synapse => synapse.ConductanceNanosiemens)];
        (_decaying, _rising, _resources, _facilitation, _lastSpike) = (new double[all.Length], new double[all.Length], new double[all.Length], new double[all.Length], new double[all.Length]);
        _described = [.. Peak];

        // A spike at the end of this step comes a step later than one at its beginning.
        _slots = [.. _delay.Select(delay => (int)delay + 2)];
        var slots = _slots.Sum(length => (long)length);
        if (slots > MostSlots)
        {
            throw new CircuitException("synapses", $"have {slots} steps of delay together, expected up to {MostSlots}");
        }

        _ring = new int[all.Length];
        for (var s = 1; s < all.Length; s++)
        {
            _ring[s] = _ring[s - 1] + _slots[s - 1];
        }

        (_arriving, _arrivingDecay, _arrivingRise) = (new double[slots], new double[slots], new double[slots]);
    }

    /// <summary>Peak conductance of each [nS].</summary>
    internal double[] Peak { get; }

    internal double[][] State => [Peak, _decaying, _rising, _resources, _facilitation, _lastSpike, _arriving, _arrivingDecay, _arrivingRise];

    internal void Reset()
    {
        _described.CopyTo(Peak, 0);
        foreach (var part in State.Skip(1))
        {
            Array.Clear(part);
        }

        Array.Fill(_resources, 1);
        Array.Fill(_lastSpike, double.NegativeInfinity);
    }

    /// <summary>A spike is sent to all synapses of a cell.</summary>
    /// <param name="cell">Sending cell.</param>
    /// <param name="time">The present step.</param>
    /// <param name="steps">When, in steps from its beginning.</param>
    internal void EnterSpike(int cell, long time, double steps)
    {
        for (var i = _firstOf[cell]; i < _firstOf[cell + 1]; i++)
        {
            var s = _outgoing[i];
            Arrive(s, time, steps + _delay[s], _norm[s] * Release(s, time + steps));
        }
    }

    /// <summary>A step: adds each synapse's mean conductance, and goes on.</summary>
    internal void Step(long time, double[] conductance, double[] driven)
    {
        for (var s = 0; s < _to.Length; s++)
        {
            var slot = _ring[s] + (int)(time % _slots[s]);
            var mean = Mean(_decaying[s], _arriving[slot], _arrivingDecay[slot], _decayKept[s], _decayTime[s])
                - Mean(_rising[s], _arriving[slot], _arrivingRise[slot], _riseKept[s], _riseTime[s]);
            _decaying[s] = Left((_decaying[s] * _decayKept[s]) + _arrivingDecay[slot]);
            _rising[s] = Left((_rising[s] * _riseKept[s]) + _arrivingRise[slot]);
            (_arriving[slot], _arrivingDecay[slot], _arrivingRise[slot]) = (0, 0, 0);
            var flowing = Math.Min(Math.Max(Peak[s] * mean, 0), _most[s]);
            conductance[_to[s]] += flowing;
            driven[_to[s]] += flowing * _reversal[s];
        }
    }

    private static double Norm(ChemicalSynapseSpec synapse)
    {
        var (rise, decay) = (synapse.RiseMilliseconds, synapse.DecayMilliseconds);
        if (rise == 0)
        {
            return 1;
        }

        var peak = rise * decay / (decay - rise) * Math.Log(decay / rise);
        return 1 / (Math.Exp(-peak / decay) - Math.Exp(-peak / rise));
    }

    private static double Left(double value) => value < Nothing ? 0 : value;

    // The mean over the step of an exponential, of what was there and of what arrives within it.
    private double Mean(double before, double arriving, double arrivingLeft, double kept, double time) =>
        ((before * (1 - kept)) + (arriving - arrivingLeft)) * time / _step;

    private double Release(int s, double at)
    {
        if (_plasticity[s] is not { } plasticity)
        {
            return 1;
        }

        var elapsed = Math.Max(at - _lastSpike[s], 0) * _step;
        var resources = 1 - ((1 - _resources[s]) * Math.Exp(-elapsed / plasticity.RecoveryMilliseconds));
        var left = plasticity.FacilitationMilliseconds > 0 ? _facilitation[s] * Math.Exp(-elapsed / plasticity.FacilitationMilliseconds) : 0;
        var share = left + (plasticity.Release * (1 - left));
        _resources[s] = resources * (1 - share);
        _facilitation[s] = share;
        _lastSpike[s] = at;
        return share * resources / plasticity.Release;
    }

    private void Arrive(int s, long time, double steps, double weight)
    {
        if (steps < 0)
        {
            _decaying[s] += weight * Math.Exp(steps * _step / _decayTime[s]);
            _rising[s] += _riseTime[s] > 0 ? weight * Math.Exp(steps * _step / _riseTime[s]) : 0;
            return;
        }

        var whole = (int)steps;
        var rest = (1 - (steps - whole)) * _step; // ms to the end of the step in which it arrives
        var slot = _ring[s] + (int)((time + whole) % _slots[s]);
        _arriving[slot] += weight;
        _arrivingDecay[slot] += weight * Math.Exp(-rest / _decayTime[s]);
        _arrivingRise[slot] += _riseTime[s] > 0 ? weight * Math.Exp(-rest / _riseTime[s]) : 0;
    }
}
