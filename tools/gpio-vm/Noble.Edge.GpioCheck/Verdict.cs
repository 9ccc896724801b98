namespace Noble.Edge.GpioCheck;

/// <summary>Counts what passed and failed, and says each.</summary>
internal static class Verdict
{
    internal static int Passed { get; private set; }

    internal static int Failed { get; private set; }

    internal static void Check(string what, bool holds, string found = "")
    {
        if (holds)
        {
            Passed++;
            Console.WriteLine($"PASS {what}");
        }
        else
        {
            Failed++;
            Console.WriteLine($"FAIL {what}{(found.Length > 0 ? $": {found}" : string.Empty)}");
        }
    }

    internal static void Equal<T>(string what, T expected, T found) =>
        Check(what, EqualityComparer<T>.Default.Equals(expected, found), $"expected {expected}, found {found}");

    /// <summary>A mistake has to be answered with one line that holds these words.</summary>
    internal static void Refused(string what, Action action, params string[] words)
    {
        try
        {
            action();
            Check(what, false, "it was accepted");
        }
        catch (Exception error)
        {
            var isGood = error is Rig.GpioException && !error.Message.Contains('\n') && words.All(word => error.Message.Contains(word, StringComparison.Ordinal));
            Check(what, isGood, $"{error.GetType().Name}: {error.Message}");
            Console.WriteLine($"     {error.Message}");
        }
    }

    /// <summary>Checks of a group; what escapes it is a failure of its own and not the end of the others.</summary>
    internal static void Group(string name, Action checks)
    {
        Console.WriteLine($"== {name}");
        try
        {
            checks();
        }
        catch (Exception error)
        {
            Check(name, false, error.ToString());
        }
    }

    /// <summary>Waits until something holds, 10 s at most.</summary>
    internal static bool Until(Func<bool> holds)
    {
        for (var attempt = 0; attempt < 5_000; attempt++)
        {
            if (holds())
            {
                return true;
            }

            Thread.Sleep(2);
        }

        return false;
    }
}
