namespace Noble.Edge.Host;

/// <summary>What becomes of neurons outside the model's latent space.</summary>
internal enum OutsidePolicy
{
    /// <summary>Each is named on standard error, and rendered.</summary>
    Warn,

    /// <summary>The user's mistake.</summary>
    Refuse,

    /// <summary>Rendered without a word.</summary>
    Allow,
}
