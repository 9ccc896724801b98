namespace Noble.Edge.Neurons;

/// <summary>The rates of a <see cref="MarkovLadder"/> that do not depend on voltage, all times one step.</summary>
/// <param name="Opening">Last step to the right in both rows.</param>
/// <param name="Closing">Last step back in both rows.</param>
/// <param name="RightFactor">Factor on the other steps to the right in the lower row.</param>
/// <param name="BackFactor">Factor on the other steps back in the lower row.</param>
/// <param name="Down">From the first column's upper state to its lower one; each column times <paramref name="RightFactor"/>.</param>
/// <param name="DownOpen">The same in the last column.</param>
/// <param name="Up">From the first column's lower state to its upper one; each column times <paramref name="BackFactor"/>.</param>
/// <param name="UpOpen">The same in the last column.</param>
internal readonly record struct LadderRates(
    double Opening,
    double Closing,
    double RightFactor,
    double BackFactor,
    double Down,
    double DownOpen,
    double Up,
    double UpOpen);
