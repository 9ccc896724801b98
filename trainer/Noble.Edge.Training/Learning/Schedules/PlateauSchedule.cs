namespace Noble.Edge.Training;

/// <summary>A rate that is multiplied by a factor whenever the loss has not improved for longer than a number of judgements.</summary>
/// <remarks>A loss is better if it is under the best so far by a ten-thousandth of it. The state is all that a resumed run needs.</remarks>
/// <param name="maximum">First rate.</param>
/// <param name="factor">What the rate is multiplied with, above 0 and under 1.</param>
/// <param name="patience">Judgements without improvement that are let pass.</param>
public sealed class PlateauSchedule(double maximum, double factor, int patience) : ILearningRateSchedule
{
    private const double Improvement = 1e-4;

    /// <summary>Where it stands.</summary>
    public PlateauState State { get; set; } = new();

    /// <inheritdoc/>
    public double Rate(long step) => maximum * Math.Pow(factor, State.Reductions);

    /// <summary>Judges a loss.</summary>
    public void Judge(double loss)
    {
        if (State.Best is not { } best || loss < best * (1 - Improvement))
        {
            State = State with { Best = loss, Waited = 0 };
        }
        else if (State.Waited < patience)
        {
            State = State with { Waited = State.Waited + 1 };
        }
        else
        {
            State = State with { Waited = 0, Reductions = State.Reductions + 1 };
        }
    }
}
