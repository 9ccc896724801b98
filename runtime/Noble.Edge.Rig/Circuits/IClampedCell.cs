namespace Noble.Edge.Rig;

/// <summary>A cell whose voltage is read and into which current is sent: a preparation's, or a simulated one in its place.</summary>
public interface IClampedCell
{
    /// <summary>Voltage at the present time [mV]; not a number where none was measured.</summary>
    public double Millivolts { get; }

    /// <summary>Sends a current for a step, at whose end <see cref="Millivolts"/> is the voltage there. It allocates nothing and does not throw.</summary>
    /// <param name="nanoamperes">The current until the step's end [nA], positive depolarises.</param>
    public void Step(double nanoamperes);

    /// <summary>No current, and none any more.</summary>
    public void EnterSafeState();
}
