namespace Noble.Edge.Operator;

/// <summary>
/// Neurons that are advanced together, one in each lane of some vectors: so many that what a layer puts out stays in the nearest cache. Arrays of
/// several rows have a row's lanes side by side, shape [row, lane].
/// </summary>
internal unsafe struct StreamingTile
{
    /// <summary>The first lane's neuron.</summary>
    public int First;

    /// <summary>Neurons; the lanes behind them are padding and never spike.</summary>
    public int Count;

    /// <summary>Vectors of a row.</summary>
    public int Vectors;

    /// <summary>Lanes of a row.</summary>
    public int Lanes;

    /// <summary>The state, shape [input, lane].</summary>
    public float* State;

    /// <summary>Total current in the network's unit, shape [lane].</summary>
    public float* Current;

    /// <summary>Total conductance, nS, shape [lane].</summary>
    public float* Conductance;

    /// <summary>From state to network: gain and offset in turn, shape [input, 2, lane].</summary>
    public float* Inputs;

    /// <summary>Weights of own filters, four filters side by side, shape [filter / 4, input, filter % 4, lane].</summary>
    public float* Filters;

    /// <summary>Gain, and gain times bias plus shift, of all layers' outputs in turn, shape [output of all layers, 2, lane].</summary>
    public float* Modulation;

    public float* Hazard;

    public float* Target;

    /// <summary>Time since the last spike, ms.</summary>
    public float* Since;

    public float* NextSpike;

    /// <summary>Spikes so far modulo 2^24.</summary>
    public float* Spikes;

    public float* Voltage;

    /// <summary>Voltage at output 0, mV.</summary>
    public float* Offset;
}
