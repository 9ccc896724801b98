namespace Noble.Edge.Neurons;

/// <summary>Everything in the matrix of a <see cref="MarkovLadder"/> step that does not depend on voltage.</summary>
/// <remarks>
/// <c>Up k</c>, <c>Low k</c>: diagonal without the sensors' rates. <c>RungUp k</c>, <c>RungDown k</c>: rungs. The factors with two numbers
/// are products of a rate between two columns and the rate back: of both upper, both lower, there above and back below, and the
/// other way round; with the sensors' rates, whose product is constant.
/// </remarks>
internal readonly struct LadderConstants
{
    public readonly double RightFactor, BackFactor, Opening, Closing;
    public readonly double Up0, Up1, Up2, Up3, Up4, Up5, Low0, Low1, Low2, Low3, Low4, Low5;
    public readonly double RungUp0, RungUp1, RungUp2, RungUp3, RungUp4, RungUp5;
    public readonly double RungDown0, RungDown1, RungDown2, RungDown3, RungDown4, RungDown5;
    public readonly double MinusRungs0, Determinant5, Both54, MinusBoth54;
    public readonly double MinusUp01, MinusLow01, UpLow01, LowUp01, MinusUp12, MinusLow12, UpLow12, LowUp12;
    public readonly double MinusUp23, MinusLow23, UpLow23, LowUp23, MinusUp34, MinusLow34, UpLow34, LowUp34;

    /// <summary>Prepares one step.</summary>
    /// <param name="rates">Rates times the step.</param>
    /// <param name="sensorProduct">Rate of a sensor's activation times that of its deactivation, times the step squared.</param>
    public LadderConstants(in LadderRates rates, double sensorProduct)
    {
        var (f, g) = (rates.RightFactor, rates.BackFactor);
        (RightFactor, BackFactor) = (f, g);
        (Opening, Closing) = (rates.Opening, rates.Closing);
        var (down, up) = (rates.Down, rates.Up);
        (Up0, Low0, RungDown0, RungUp0) = Column(down, up);
        MinusRungs0 = -down * up;
        (Up1, Low1, RungDown1, RungUp1) = Column(down *= f, up *= g);
        (Up2, Low2, RungDown2, RungUp2) = Column(down *= f, up *= g);
        (Up3, Low3, RungDown3, RungUp3) = Column(down *= f, up *= g);
        (Up4, Low4, RungDown4, RungUp4) = Column(down * f, up * g, rates.Opening);
        (Up5, Low5, RungDown5, RungUp5) = Column(rates.DownOpen, rates.UpOpen, rates.Closing);
        Determinant5 = ((1 + rates.DownOpen + rates.Closing) * (1 + rates.UpOpen + rates.Closing)) - (rates.DownOpen * rates.UpOpen);
        Both54 = rates.Opening * rates.Closing;
        MinusBoth54 = -Both54;
        (MinusUp01, MinusLow01, UpLow01, LowUp01) = Pair(4 * sensorProduct, f, g);
        (MinusUp12, MinusLow12, UpLow12, LowUp12) = Pair(6 * sensorProduct, f, g);
        (MinusUp23, MinusLow23, UpLow23, LowUp23) = Pair(6 * sensorProduct, f, g);
        (MinusUp34, MinusLow34, UpLow34, LowUp34) = Pair(4 * sensorProduct, f, g);
    }

    private static (double Up, double Low, double RungDown, double RungUp) Column(double down, double up, double sideways = 0) =>
        (1 + down + sideways, 1 + up + sideways, down, up);

    private static (double MinusUp, double MinusLow, double UpLow, double LowUp) Pair(double product, double f, double g) =>
        (-product, -product * f * g, product * g, product * f);
}
