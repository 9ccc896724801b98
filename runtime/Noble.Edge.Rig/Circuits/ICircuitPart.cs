namespace Noble.Edge.Rig;

/// <summary>An object of a circuit's description, read key by key, whatever it is written in. Every mistake is an exception that says where it is.</summary>
public interface ICircuitPart
{
    /// <summary>A finite number, or null where the key is not there.</summary>
    public double? Number(string key);

    /// <summary>A number that has to be there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="expected">What it is, for whoever left it out.</param>
    public double RequiredNumber(string key, string expected);

    /// <summary>A cell's number, which has to be there.</summary>
    public int RequiredCell(string key);

    /// <summary>A seed, or null.</summary>
    public ulong? Seed(string key);

    /// <summary>True or false, or null.</summary>
    public bool? Flag(string key);

    /// <summary>A text, or null.</summary>
    public string? Text(string key);

    /// <summary>An object, or null.</summary>
    public ICircuitPart? Part(string key);

    /// <summary>A list of objects; empty where the key is not there.</summary>
    public IReadOnlyList<ICircuitPart> Parts(string key);

    /// <summary>Two keys of which one alone may be there.</summary>
    public Exception Both(string key, string other);

    /// <summary>Everything has been read: a key that nobody asked for is a mistake.</summary>
    public void Finish();
}
