namespace Noble.Edge.Rig;

/// <summary>Counts a bus' errors, and says when there have been too many in a row.</summary>
internal sealed class BusHealth(int errorsInARow)
{
    private int _inARow;
    private long _errors;
    private bool _hasFailed;
    private Action? _onFailure;
    private string? _lastError;

    internal long Errors => Volatile.Read(ref _errors);

    internal bool HasFailed => Volatile.Read(ref _hasFailed);

    internal string? LastError => Volatile.Read(ref _lastError);

    /// <summary>What is called when it has failed, at once where it has already.</summary>
    internal void Tell(Action onFailure)
    {
        Volatile.Write(ref _onFailure, onFailure);
        if (HasFailed)
        {
            onFailure();
        }
    }

    internal void Good() => _inARow = 0;

    internal void Bad(Exception error)
    {
        Volatile.Write(ref _lastError, error.Message);
        Volatile.Write(ref _errors, _errors + 1);
        _inARow++;
        if (_inARow >= errorsInARow)
        {
            Fail();
        }
    }

    /// <summary>Gives up, once.</summary>
    internal void Fail()
    {
        if (!Interlocked.Exchange(ref _hasFailed, true))
        {
            Volatile.Read(ref _onFailure)?.Invoke();
        }
    }
}
