namespace Noble.Edge.Rig;

/// <summary>Stimuli in the order of their time: a binary heap with a fixed room, so that nothing is allocated while the loop runs.</summary>
internal sealed class StimulusSchedule(int capacity)
{
    private readonly ScheduledStimulus[] _heap = new ScheduledStimulus[capacity];
    private long _order;

    /// <summary>Stimuli that wait.</summary>
    internal int Count { get; private set; }

    /// <summary>Room that is left.</summary>
    internal int Free => _heap.Length - Count;

    /// <summary>When the next is due [ns], or <see cref="long.MaxValue"/>.</summary>
    internal long NextDue => Count > 0 ? _heap[0].TimeNanoseconds : long.MaxValue;

    /// <summary>Puts one in; there has to be room.</summary>
    internal void Add(long timeNanoseconds, int channel, double nanoamperes)
    {
        var item = new ScheduledStimulus(timeNanoseconds, _order++, channel, nanoamperes);
        var at = Count++;
        while (at > 0 && IsBefore(item, _heap[(at - 1) / 2]))
        {
            _heap[at] = _heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        _heap[at] = item;
    }

    /// <summary>Takes the next one out; there has to be one.</summary>
    internal ScheduledStimulus Take()
    {
        var first = _heap[0];
        var last = _heap[--Count];
        var at = 0;
        while (true)
        {
            var child = (2 * at) + 1;
            if (child >= Count)
            {
                break;
            }

            child += child + 1 < Count && IsBefore(_heap[child + 1], _heap[child]) ? 1 : 0;
            if (!IsBefore(_heap[child], last))
            {
                break;
            }

            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = last;
        return first;
    }

    /// <summary>Forgets all of them.</summary>
    internal void Clear() => Count = 0;

    private static bool IsBefore(in ScheduledStimulus a, in ScheduledStimulus b) =>
        a.TimeNanoseconds != b.TimeNanoseconds ? a.TimeNanoseconds < b.TimeNanoseconds : a.Order < b.Order;
}
