namespace Noble.Edge.Tests;

/// <summary>Asserts that something allocates nothing on the calling thread.</summary>
/// <remarks>
/// A collection that another thread causes meanwhile, or a method that is compiled anew, blurs a single count by some hundred or thousand
/// bytes; an allocation of the measured code's own is in every run. So that it is run up to five times, and one run without any will do.
/// </remarks>
internal static class AllocationAssert
{
    private const int MostRuns = 5;

    /// <summary>Runs the action until a run allocates nothing, and fails where none does.</summary>
    internal static void AllocatesNothing(Action action)
    {
        foreach (var _ in Runs())
        {
            action();
        }
    }

    /// <summary>The same for the body of a foreach, which must do the same in every run: <c>foreach (var run in AllocationAssert.Runs())</c>.</summary>
    internal static Attempts Runs() => new(long.MaxValue);

    /// <summary>The runs, their numbers from 0.</summary>
    internal struct Attempts(long least)
    {
        private long _before;
        private long _least = least;

        /// <summary>Number of the run.</summary>
        public int Current { get; private set; } = -1;

        /// <summary>Itself.</summary>
        public readonly Attempts GetEnumerator() => this;

        /// <summary>Counts what the last run allocated, and says whether there is another.</summary>
        public bool MoveNext()
        {
            if (Current >= 0)
            {
                _least = Math.Min(_least, GC.GetAllocatedBytesForCurrentThread() - _before);
            }

            if (_least == 0)
            {
                return false;
            }

            Current++;
            if (Current == MostRuns)
            {
                Assert.Fail($"at least {_least} bytes allocated in every run");
            }

            _before = GC.GetAllocatedBytesForCurrentThread();
            return true;
        }
    }
}
