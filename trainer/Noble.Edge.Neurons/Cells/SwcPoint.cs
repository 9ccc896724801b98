namespace Noble.Edge.Neurons;

/// <summary>One line of an SWC file.</summary>
/// <param name="Line">Line number, from 1.</param>
/// <param name="Id">Its own number.</param>
/// <param name="Type">1 soma, 2 axon, 3 (basal) dendrite, 4 apical dendrite.</param>
/// <param name="X">Position, µm.</param>
/// <param name="Y">Position, µm.</param>
/// <param name="Z">Position, µm.</param>
/// <param name="Diameter">Twice the radius that the file gives, µm.</param>
/// <param name="Parent">Index of the parent in the list of points; −1 for the root.</param>
internal sealed record SwcPoint(int Line, int Id, int Type, float X, float Y, float Z, float Diameter, int Parent)
{
    /// <summary>Straight distance to another point, µm.</summary>
    public double DistanceTo(SwcPoint other)
    {
        double dx = X - other.X, dy = Y - other.Y, dz = Z - other.Z;
        return Math.Sqrt((dx * dx) + (dy * dy) + (dz * dz));
    }
}
