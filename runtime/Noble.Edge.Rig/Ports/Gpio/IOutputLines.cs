namespace Noble.Edge.Rig;

/// <summary>Output lines that are open, counted from 0 in banks of 64. The pacer's thread sets them; neither call blocks, allocates or throws.</summary>
internal interface IOutputLines : IDisposable
{
    /// <summary>Lines in a bank; the last bank may have fewer.</summary>
    internal const int BankLines = 64;

    /// <summary>Lines.</summary>
    internal int Count { get; }

    /// <summary>Sets lines of a bank, all at once where the driver can.</summary>
    /// <param name="bank">Lines <c>64 * bank</c> onwards.</param>
    /// <param name="mask">Bit n: line <c>64 * bank + n</c> is set.</param>
    /// <param name="levels">Bit n: it is set high.</param>
    /// <returns>False where the driver refused.</returns>
    internal bool Set(int bank, ulong mask, ulong levels);
}
