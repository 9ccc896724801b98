namespace Noble.Edge.Rig;

/// <summary>What a <see cref="RigRecord"/> tells. Values are those of the file; they never change.</summary>
public enum RigRecordKind : byte
{
    /// <summary>A spike was played: channel is the neuron; detail is 0 for one of the population, 1 for one of a pre-rendered response.</summary>
    Spike = 1,

    /// <summary>An input event: detail is its <see cref="InputKind"/>, source its port, channel and value its own.</summary>
    Input = 2,

    /// <summary>A stimulus was put out: source is the stimulus port, channel its channel, value the current [nA].</summary>
    Stimulus = 3,

    /// <summary>
    /// A limit was hit: detail is the <see cref="LimitKind"/>, source and channel what was limited, value what had been asked for. Source 65535
    /// is a withheld spike of the population, 65534 one of a response; the channel is then the neuron.
    /// </summary>
    Limit = 4,

    /// <summary>A pre-rendered response began: source is the controller, channel the response, value its delay [ms].</summary>
    Response = 5,

    /// <summary>The safe state was entered: detail is the <see cref="SafeStateCause"/>.</summary>
    SafeState = 6,

    /// <summary>Records were lost before this one because the recorder could not keep up: value is how many.</summary>
    Lost = 7,
}
