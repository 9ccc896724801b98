namespace Noble.Edge.Validation;

/// <summary>A passive cylinder and its closed solutions (Rall 1977, Handbook of Physiology, The Nervous System I:39).</summary>
/// <param name="DiameterMicrometres">Diameter, µm.</param>
/// <param name="MembraneResistivity">Rm, Ω·cm².</param>
/// <param name="Capacitance">Cm, µF/cm².</param>
/// <param name="AxialResistivity">Ra, Ω·cm.</param>
/// <param name="RestMillivolts">Rest, mV.</param>
internal sealed record PassiveCylinder(
    double DiameterMicrometres, double MembraneResistivity, double Capacitance, double AxialResistivity, double RestMillivolts)
{
    /// <summary>Time constant Rm · Cm, ms.</summary>
    public double TimeConstant => MembraneResistivity * Capacitance * 1e-3;

    /// <summary>Length constant √(Rm d / 4 Ra), µm.</summary>
    public double LengthConstant => Math.Sqrt(MembraneResistivity * DiameterMicrometres * 1e-4 / (4 * AxialResistivity)) * 1e4;

    /// <summary>Input resistance of the semi-infinite cylinder, MΩ.</summary>
    public double SemiInfiniteResistance =>
        4 * AxialResistivity * LengthConstant * 1e-4 / (Math.PI * Math.Pow(DiameterMicrometres * 1e-4, 2)) * 1e-6;

    /// <summary>
    /// Voltage of a cylinder sealed at both ends, current into its start from time 0: the sum over the modes
    /// cos(n π x / l), each charging with its own time constant.
    /// </summary>
    /// <param name="length">Length, µm.</param>
    /// <param name="x">Position from the start, µm.</param>
    /// <param name="time">Time, ms.</param>
    /// <param name="current">Current, nA.</param>
    public double Sealed(double length, double x, double time, double current)
    {
        var l = length / LengthConstant;
        var position = x / LengthConstant;
        var t = time / TimeConstant;

        // The sum of the settled modes is known; the decaying remainder converges fast once time has passed.
        var settled = Math.Cosh(l - position) / Math.Sinh(l);
        double remainder = Math.Exp(-t) / l;
        for (var n = 1; t > 0; n++)
        {
            var k = n * Math.PI / l;
            var rate = 1 + (k * k);
            if (rate * t > 50)
            {
                break;
            }

            remainder += 2 / l * Math.Cos(k * position) * Math.Exp(-rate * t) / rate;
        }

        return RestMillivolts + (t > 0 ? current * SemiInfiniteResistance * (settled - remainder) : 0);
    }

    /// <summary>Settled voltage of a cylinder sealed at both ends, current into its start.</summary>
    public double SealedSettled(double length, double x, double current) => Sealed(length, x, 1000 * TimeConstant, current);

    /// <summary>Voltage of an infinite cylinder, current into one point from time 0 (Hodgkin and Rushton 1946).</summary>
    /// <param name="distance">Distance from the electrode, µm.</param>
    /// <param name="time">Time, ms.</param>
    /// <param name="current">Current, nA.</param>
    public double Infinite(double distance, double time, double current)
    {
        if (time <= 0)
        {
            return RestMillivolts;
        }

        var x = distance / LengthConstant;
        var root = Math.Sqrt(time / TimeConstant);
        var shape = (Math.Exp(-x) * ErrorFunction.Complement((x / (2 * root)) - root))
            - (Math.Exp(x) * ErrorFunction.Complement((x / (2 * root)) + root));
        return RestMillivolts + (current * SemiInfiniteResistance / 4 * shape);
    }

    /// <summary>A cell of passive sections with this membrane, at rest.</summary>
    public CellDescription Cell(params Section[] sections) => new(
        "passive",
        sections,
        [new Region("cell", Capacitance, AxialResistivity)],
        [new MechanismPlacement("cell", "pas", new Dictionary<string, double> { ["g"] = 1 / MembraneResistivity, ["e"] = RestMillivolts })],
        20,
        RestMillivolts);

    /// <summary>The same, lowered.</summary>
    public LoweredCell Lowered(params Section[] sections) => CellLowering.Lower(Cell(sections), [ParameterSet.Defaults]);
}
