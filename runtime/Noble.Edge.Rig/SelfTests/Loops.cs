namespace Noble.Edge.Rig;

/// <summary>What the loops through ports have in common.</summary>
internal static class Loops
{
    /// <summary>What a loop measures, and how its thread waits for the trigger.</summary>
    internal static string Describe(string what, bool isBusy) => $"{what}, the loop {(isBusy ? "looks without sleep" : "sleeps until the trigger")}";
}
