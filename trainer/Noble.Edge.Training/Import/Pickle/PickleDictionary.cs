namespace Noble.Edge.Training;

/// <summary>A dictionary in the order of its entries; keys are text or whole numbers from 0.</summary>
internal sealed class PickleDictionary
{
    private readonly Dictionary<object, object?> _values = [];
    private readonly List<object> _keys = [];

    public int Count => _keys.Count;

    /// <summary>The entries whose key is text, in order.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Named => _keys.OfType<string>().Select(key => KeyValuePair.Create(key, _values[key]));

    /// <summary>False where the key is there already.</summary>
    public bool TryAdd(object key, object? value)
    {
        var isNew = _values.TryAdd(key, value);
        if (isNew)
        {
            _keys.Add(key);
        }

        return isNew;
    }
}
