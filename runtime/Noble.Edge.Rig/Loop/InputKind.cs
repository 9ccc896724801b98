namespace Noble.Edge.Rig;

/// <summary>What an <see cref="InputEvent"/> tells. Values are those of a recording; they never change.</summary>
public enum InputKind : byte
{
    /// <summary>A spike or address-event; the channel is its neuron or address.</summary>
    Spike = 1,

    /// <summary>A line went high; the channel is the line.</summary>
    Rising = 2,

    /// <summary>A line went low; the channel is the line.</summary>
    Falling = 3,

    /// <summary>A sampled value, in the unit of its channel.</summary>
    Sample = 4,

    /// <summary>Somebody asks for something: the channel is a <see cref="RigCommand"/>, the value its argument.</summary>
    Command = 5,

    /// <summary>The population's current was changed: the channel is the first trial (of a streaming population the block of voltage) that has it, the value the current [nA]. Controllers pay no heed to it.</summary>
    Current = 6,

    /// <summary>Ticks of a streaming population that were left out because it had fallen behind: the channel is how many, after the tick before. The loop makes it itself.</summary>
    Skipped = 7,

    /// <summary>Something of the circuit is changed from the next tick on: the channel is a <see cref="CircuitCommand.Channel"/>, the value the new value [nA or nS]. Controllers pay no heed to it.</summary>
    Circuit = 8,
}
