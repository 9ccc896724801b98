namespace Noble.Edge.Rig;

/// <summary>What can be changed while a circuit runs. Values are those of a recording; they never change.</summary>
public enum CircuitCommandKind : byte
{
    /// <summary>Holding current of a cell [nA].</summary>
    Holding = 1,

    /// <summary>Peak conductance of a chemical synapse [nS]: what flows already goes on at the new size.</summary>
    Synapse = 2,

    /// <summary>Conductance of a graded synapse [nS].</summary>
    Graded = 3,

    /// <summary>Conductance of a gap junction [nS].</summary>
    Electrical = 4,

    /// <summary>Mean excitatory conductance of a background [nS].</summary>
    BackgroundExcitatory = 5,

    /// <summary>Mean inhibitory conductance of a background [nS].</summary>
    BackgroundInhibitory = 6,
}
