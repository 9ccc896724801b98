namespace Noble.Edge.Spikes;

/// <summary>Commands that this project sends or understands. Values are those on the wire; other numbers up to 16,383 exist.</summary>
public enum EieioCommand : ushort
{
    /// <summary>The mapping of keys is in an SQLite database, whose path follows; its receiver answers with the same command and no path.</summary>
    Database = 1,

    /// <summary>The simulation stopped or pauses.</summary>
    Stop = 10,

    /// <summary>The simulation starts or goes on.</summary>
    Start = 11,
}
