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

    /// <summary>The population's step current was changed: the channel is the first trial that has it, the value the current [nA]. Controllers pay no heed to it.</summary>
    Current = 6,
}
